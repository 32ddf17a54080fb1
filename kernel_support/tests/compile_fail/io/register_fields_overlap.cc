// SPDX-License-Identifier: GPL-2.0
// Two fields of a register cannot have the same bit.
// misuse: Registers and DMA: two fields of a register that overlap
// rust: compile error: `register!` asserts it
// expect: error: static assertion failed: two fields of the register have a bit in common

#include <kernel/io/register.hpp>

#ifdef FAIL
struct Status : kernel::io::Register<0x10, u32> {
  Field<7, 4> speed;
  Field<4, 0> channel;
};
[[maybe_unused]] static u32 use(const Status& status) { return kernel::io::to_bits(status); }
#else
struct Status : kernel::io::Register<0x10, u32> {
  Field<7, 5> speed;
  Field<4, 0> channel;
};
[[maybe_unused]] static u32 use(const Status& status) { return kernel::io::to_bits(status); }
#endif
