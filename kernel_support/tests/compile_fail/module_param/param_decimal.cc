// SPDX-License-Identifier: GPL-2.0
// Decimal 400 would be rw--w----.
// expect: error: static assertion failed: permissions are octal digits, such as 0444

#include <kernel/module_param.hpp>

#ifdef FAIL
MODULE_PARAM(times, int, 1, 400, "how often");
#else
MODULE_PARAM(times, int, 1, 0400, "how often");
#endif
