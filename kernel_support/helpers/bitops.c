// SPDX-License-Identifier: GPL-2.0
#include <linux/bitops.h>
#include "bitops.h"

void cpp_helper___clear_bit(unsigned long bit, unsigned long *map)
{
	__clear_bit(bit, map);
}

void cpp_helper___set_bit(unsigned long bit, unsigned long *map)
{
	__set_bit(bit, map);
}

bool cpp_helper___test_and_clear_bit(unsigned long bit, unsigned long *map)
{
	return __test_and_clear_bit(bit, map);
}

bool cpp_helper___test_and_set_bit(unsigned long bit, unsigned long *map)
{
	return __test_and_set_bit(bit, map);
}

void cpp_helper_clear_bit(unsigned long bit, unsigned long *map)
{
	clear_bit(bit, map);
}

void cpp_helper_set_bit(unsigned long bit, unsigned long *map)
{
	set_bit(bit, map);
}

bool cpp_helper_test_and_clear_bit(unsigned long bit, unsigned long *map)
{
	return test_and_clear_bit(bit, map);
}

bool cpp_helper_test_and_set_bit(unsigned long bit, unsigned long *map)
{
	return test_and_set_bit(bit, map);
}

bool cpp_helper_test_bit(unsigned long bit, const unsigned long *map)
{
	return test_bit(bit, map);
}
