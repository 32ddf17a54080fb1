// SPDX-License-Identifier: GPL-2.0
// A number is no bool, and might be 2.
// misuse: Registers and DMA: a number for a bit that is a bool
// rust: compile error: mismatched types (E0308)
// expect: error: no match for .*operator=

#include <kernel/io/register.hpp>

enum class Speed : u8 { kSlow, kFast };
struct Status : kernel::io::Register<0x10, u32> {
  Bit<0> busy;
  Field<3, 2, Speed> speed;
  Field<7, 4> channel;
};

[[maybe_unused]] static void example(Status& status) {
#ifdef FAIL
  status.busy = 2;
#else
  status.busy = true;
#endif
}
