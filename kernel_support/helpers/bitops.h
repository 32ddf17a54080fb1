/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper___clear_bit(unsigned long bit, unsigned long *map);
CPP_HELPER void cpp_helper___set_bit(unsigned long bit, unsigned long *map);
CPP_HELPER bool cpp_helper___test_and_clear_bit(unsigned long bit, unsigned long *map);
CPP_HELPER bool cpp_helper___test_and_set_bit(unsigned long bit, unsigned long *map);
CPP_HELPER void cpp_helper_clear_bit(unsigned long bit, unsigned long *map);
CPP_HELPER void cpp_helper_set_bit(unsigned long bit, unsigned long *map);
CPP_HELPER bool cpp_helper_test_and_clear_bit(unsigned long bit, unsigned long *map);
CPP_HELPER bool cpp_helper_test_and_set_bit(unsigned long bit, unsigned long *map);
CPP_HELPER bool cpp_helper_test_bit(unsigned long bit, const unsigned long *map);
