// SPDX-License-Identifier: GPL-2.0
// So does <memory>.
// expect: error: .*No such file
// expect: note: a kernel module has only the freestanding part of the standard library: look for the type under <kernel/\.\.\.>

#ifdef FAIL
#include <memory>
#else
#include <new>
#endif
