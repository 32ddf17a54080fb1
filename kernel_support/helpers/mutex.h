/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper___mutex_init(struct mutex *lock, const char *name,
					struct lock_class_key *key);
CPP_HELPER void cpp_helper_mutex_lock(struct mutex *lock);
CPP_HELPER void cpp_helper_mutex_assert_held(struct mutex *lock);
