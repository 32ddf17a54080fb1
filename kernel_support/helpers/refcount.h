/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER unsigned int cpp_helper_refcount_read(const refcount_t *refcount);
CPP_HELPER void cpp_helper_refcount_set(refcount_t *refcount, unsigned int value);
CPP_HELPER void cpp_helper_refcount_inc(refcount_t *refcount);
CPP_HELPER bool cpp_helper_refcount_inc_not_zero(refcount_t *refcount);
CPP_HELPER void cpp_helper_refcount_dec(refcount_t *refcount);
CPP_HELPER bool cpp_helper_refcount_dec_and_test(refcount_t *refcount);
