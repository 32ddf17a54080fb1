/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

/* Each returns how many bytes were not copied. */
CPP_HELPER unsigned long cpp_helper_copy_from_user(void *to, const void __user *from,
						   unsigned long n);
CPP_HELPER unsigned long cpp_helper_copy_to_user(void __user *to, const void *from,
						 unsigned long n);
