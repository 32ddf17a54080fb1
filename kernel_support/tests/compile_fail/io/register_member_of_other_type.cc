// SPDX-License-Identifier: GPL-2.0
// What a register has besides its fields nobody could read or write.
// misuse: Registers and DMA: a member of a register that is no field
// rust: the API has no such thing: a macro declares the fields
// expect: error: static assertion failed: a register has no members but fields

#include <kernel/io/register.hpp>

#ifdef FAIL
struct Status : kernel::io::Register<0x10, u32> {
  Bit<0> busy;
  u32 reads;
};
[[maybe_unused]] static u32 use(const Status& status) { return kernel::io::to_bits(status); }
#else
struct Status : kernel::io::Register<0x10, u32> {
  Bit<0> busy;
  Field<31, 1> reads;
};
[[maybe_unused]] static u32 use(const Status& status) { return kernel::io::to_bits(status); }
#endif
