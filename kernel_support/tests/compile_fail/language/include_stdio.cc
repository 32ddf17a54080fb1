// SPDX-License-Identifier: GPL-2.0
// There is no C library.
// expect: error: stdio\.h: No such file
// expect: note: a kernel module has only the freestanding part of the standard library: look for the type under <kernel/\.\.\.>

#ifdef FAIL
#include <stdio.h>
#else
#include <kernel/print.hpp>
#endif
