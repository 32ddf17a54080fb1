// SPDX-License-Identifier: GPL-2.0
// A register of four bytes lies at a multiple of four.
// misuse: Registers and DMA: a register at an offset that is no multiple of its size
// rust: link error: `build_assert!`
// expect: error: static assertion failed: a register lies at a multiple of its size

#include <kernel/io/register.hpp>

#ifdef FAIL
struct Status : kernel::io::Register<0x12, u32> {
  Bit<0> busy;
};
#else
struct Status : kernel::io::Register<0x10, u32> {
  Bit<0> busy;
};
#endif
