// SPDX-License-Identifier: GPL-2.0
#include <linux/bitmap.h>
#include "bitmap.h"

void cpp_helper_bitmap_clear(unsigned long *map, unsigned int start, unsigned int count)
{
	bitmap_clear(map, start, count);
}

void cpp_helper_bitmap_copy_and_extend(unsigned long *to, const unsigned long *from,
				       unsigned int count, unsigned int size)
{
	bitmap_copy_and_extend(to, from, count, size);
}

bool cpp_helper_bitmap_empty(const unsigned long *map, unsigned int size)
{
	return bitmap_empty(map, size);
}

bool cpp_helper_bitmap_equal(const unsigned long *left, const unsigned long *right,
			     unsigned int size)
{
	return bitmap_equal(left, right, size);
}

bool cpp_helper_bitmap_full(const unsigned long *map, unsigned int size)
{
	return bitmap_full(map, size);
}

void cpp_helper_bitmap_set(unsigned long *map, unsigned int start, unsigned int count)
{
	bitmap_set(map, start, count);
}

unsigned int cpp_helper_bitmap_weight(const unsigned long *map, unsigned int size)
{
	return bitmap_weight(map, size);
}
