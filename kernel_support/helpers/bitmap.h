/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_bitmap_clear(unsigned long *map, unsigned int start, unsigned int count);
CPP_HELPER void cpp_helper_bitmap_copy_and_extend(unsigned long *to, const unsigned long *from,
						  unsigned int count, unsigned int size);
CPP_HELPER bool cpp_helper_bitmap_empty(const unsigned long *map, unsigned int size);
CPP_HELPER bool cpp_helper_bitmap_equal(const unsigned long *left, const unsigned long *right,
					unsigned int size);
CPP_HELPER bool cpp_helper_bitmap_full(const unsigned long *map, unsigned int size);
CPP_HELPER void cpp_helper_bitmap_set(unsigned long *map, unsigned int start, unsigned int count);
CPP_HELPER unsigned int cpp_helper_bitmap_weight(const unsigned long *map, unsigned int size);
