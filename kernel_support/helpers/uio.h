/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER unsigned long cpp_helper_copy_from_iter(void *addr, unsigned long bytes,
						   struct iov_iter *i);
CPP_HELPER unsigned long cpp_helper_copy_to_iter(const void *addr, unsigned long bytes,
						 struct iov_iter *i);
CPP_HELPER unsigned long cpp_helper_iov_iter_count(const struct iov_iter *i);
