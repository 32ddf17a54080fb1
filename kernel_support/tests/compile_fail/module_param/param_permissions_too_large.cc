// SPDX-License-Identifier: GPL-2.0
// More than permissions.
// expect: error: static assertion failed: permissions are at most 0666

#include <kernel/module_param.hpp>

#ifdef FAIL
MODULE_PARAM(times, int, 1, 04444, "how often");
#else
MODULE_PARAM(times, int, 1, 0444, "how often");
#endif
