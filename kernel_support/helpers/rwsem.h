/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_rwsem_assert_held(struct rw_semaphore *sem);
CPP_HELPER void cpp_helper_rwsem_assert_held_write(struct rw_semaphore *sem);
