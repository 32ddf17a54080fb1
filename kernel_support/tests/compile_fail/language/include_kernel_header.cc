// SPDX-License-Identifier: GPL-2.0
// The headers of the kernel are C that C++ does not understand.
// expect: error: linux/mutex\.h: No such file
// expect: note: a kernel module in C\+\+ cannot include C headers of the kernel: include <kernel/\.\.\.>; a C API that is missing there is wrapped first

#ifdef FAIL
#include <linux/mutex.h>
#else
#include <kernel/bug.hpp>
#endif
