// SPDX-License-Identifier: GPL-2.0
// Everybody could change it.
// misuse: Modules and parameters: everybody may write a parameter
// rust: the API has no such call: no file in sysfs
// expect: error: static assertion failed: no parameter may be writable for everybody

#include <kernel/module_param.hpp>

#ifdef FAIL
MODULE_PARAM(times, int, 1, 0666, "how often");
#else
MODULE_PARAM(times, int, 1, 0644, "how often");
#endif
