// SPDX-License-Identifier: GPL-2.0
// std::string needs exceptions and the C library.
// expect: error: .*No such file
// expect: note: a kernel module has only the freestanding part of the standard library: look for the type under <kernel/\.\.\.>

#ifdef FAIL
#include <string>
#else
#include <kernel/str.hpp>
#endif
