// SPDX-License-Identifier: GPL-2.0
// Also the last register of an array.
// misuse: Registers and DMA: an array of registers that reaches beyond the region
// rust: link error: `build_assert!`
// expect: error: static assertion failed: the register lies beyond the end of the region

#include <kernel/io/mmio.hpp>

struct Channels : kernel::io::RegisterArray<0x20, u32, 4> {
  Field<31, 0> value;
};
struct TooMany : kernel::io::RegisterArray<0x20, u32, 9> {
  Field<31, 0> value;
};

[[maybe_unused]] static void example(const kernel::io::Mmio<64>& registers) {
#ifdef FAIL
  registers.write_at(0, TooMany{.value = 1});
#else
  registers.write_at(0, Channels{.value = 1});
#endif
}
