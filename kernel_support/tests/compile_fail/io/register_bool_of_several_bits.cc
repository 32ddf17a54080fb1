// SPDX-License-Identifier: GPL-2.0
// A bool is one bit.
// misuse: Registers and DMA: a field of several bits as a bool
// rust: compile error: a `bool` is one bit
// expect: error: static assertion failed: a bool is one bit

#include <kernel/io/register.hpp>

#ifdef FAIL
struct Status : kernel::io::Register<0x10, u32> {
  Field<3, 2, bool> busy;
};
#else
struct Status : kernel::io::Register<0x10, u32> {
  Field<3, 3, bool> busy;
};
#endif
