// SPDX-License-Identifier: GPL-2.0
// And <atomic>, whose memory model is not that of the kernel.
// expect: error: .*No such file
// expect: note: a kernel module has only the freestanding part of the standard library: look for the type under <kernel/\.\.\.>

#ifdef FAIL
#include <atomic>
#else
#include <type_traits>
#endif
