// SPDX-License-Identifier: GPL-2.0
// The value does not fit its type.
// misuse: Modules and parameters: the default does not fit the type
// rust: compile error: literal out of range
// expect: error: narrowing conversion of .*300

#include <kernel/module_param.hpp>

#ifdef FAIL
MODULE_PARAM(level, unsigned char, 300, 0444, "how loud");
#else
MODULE_PARAM(level, unsigned char, 200, 0444, "how loud");
#endif
