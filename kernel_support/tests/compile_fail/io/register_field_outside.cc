// SPDX-License-Identifier: GPL-2.0
// A field lies inside of its register.
// misuse: Registers and DMA: a field that lies outside of its register
// rust: compile error: `register!` asserts it
// expect: error: static assertion failed: a field must lie inside of its register

#include <kernel/io/register.hpp>

#ifdef FAIL
struct Status : kernel::io::Register<0x10, u16> {
  Field<16, 8> speed;
};
#else
struct Status : kernel::io::Register<0x10, u16> {
  Field<15, 8> speed;
};
#endif
