// SPDX-License-Identifier: GPL-2.0
// Others may read it and the group may not.
// expect: error: static assertion failed: who is less may not read what the owner or the group may not

#include <kernel/module_param.hpp>

#ifdef FAIL
MODULE_PARAM(times, int, 1, 0604, "how often");
#else
MODULE_PARAM(times, int, 1, 0644, "how often");
#endif
