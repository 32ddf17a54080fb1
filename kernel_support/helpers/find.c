// SPDX-License-Identifier: GPL-2.0
#include <linux/bitmap.h>
#include "find.h"

unsigned long cpp_helper_find_last_bit(const unsigned long *map, unsigned long size)
{
	return find_last_bit(map, size);
}

unsigned long cpp_helper_find_next_bit(const unsigned long *map, unsigned long size,
				       unsigned long start)
{
	return find_next_bit(map, size, start);
}

unsigned long cpp_helper_find_next_zero_bit(const unsigned long *map, unsigned long size,
					    unsigned long start)
{
	return find_next_zero_bit(map, size, start);
}
