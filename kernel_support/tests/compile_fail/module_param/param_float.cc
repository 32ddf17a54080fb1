// SPDX-License-Identifier: GPL-2.0
// There is no floating point in the kernel.
// expect: error: static assertion failed: a parameter is a bool, an integer type of C or a kernel::CStr

#include <kernel/module_param.hpp>

#ifdef FAIL
MODULE_PARAM(factor, float, 1.0F, 0444, "not an integer");
#else
MODULE_PARAM(factor, int, 1, 0444, "an integer");
#endif
