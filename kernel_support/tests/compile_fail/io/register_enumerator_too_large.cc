// SPDX-License-Identifier: GPL-2.0
// An enumerator fits into the bits of its field.
// misuse: Registers and DMA: an enumerator that does not fit into its field
// rust: compile error: no conversion to `Bounded`
// expect: error: static assertion failed: an enumerator does not fit into the bits of its field

#include <kernel/io/register.hpp>

enum class Speed : u8 { kSlow, kFast, kFastest = 4 };

#ifdef FAIL
struct Status : kernel::io::Register<0x10, u32> {
  Field<1, 0, Speed> speed;
};
[[maybe_unused]] static Status example() { return {.speed = Speed::kFast}; }
#else
struct Status : kernel::io::Register<0x10, u32> {
  Field<2, 0, Speed> speed;
};
[[maybe_unused]] static Status example() { return {.speed = Speed::kFast}; }
#endif
