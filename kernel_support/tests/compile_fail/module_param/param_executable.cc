// SPDX-License-Identifier: GPL-2.0
// A parameter is no program.
// expect: error: static assertion failed: a parameter is not executable

#include <kernel/module_param.hpp>

#ifdef FAIL
MODULE_PARAM(times, int, 1, 0755, "how often");
#else
MODULE_PARAM(times, int, 1, 0644, "how often");
#endif
