/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER unsigned long cpp_helper_find_last_bit(const unsigned long *map, unsigned long size);
CPP_HELPER unsigned long cpp_helper_find_next_bit(const unsigned long *map, unsigned long size,
						  unsigned long start);
CPP_HELPER unsigned long cpp_helper_find_next_zero_bit(const unsigned long *map, unsigned long size,
						       unsigned long start);
