// SPDX-License-Identifier: GPL-2.0
// A string is a CStr.
// expect: error: static assertion failed: a parameter is a bool, an integer type of C or a kernel::CStr

#include <kernel/module_param.hpp>

#ifdef FAIL
MODULE_PARAM(whom, const char*, "world", 0444, "whom to greet");
#else
MODULE_PARAM(whom, kernel::CStr, "world", 0444, "whom to greet");
#endif
