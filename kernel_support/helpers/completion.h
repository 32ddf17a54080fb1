/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_init_completion(struct completion *x);
CPP_HELPER void cpp_helper_reinit_completion(struct completion *x);
