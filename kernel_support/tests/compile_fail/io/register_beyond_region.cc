// SPDX-License-Identifier: GPL-2.0
// The type of a region says how many registers it has at least.
// misuse: Registers and DMA: a register beyond the end of the mapped region
// rust: link error: `build_assert!`
// expect: error: static assertion failed: the register lies beyond the end of the region

#include <kernel/io/mmio.hpp>

struct Last : kernel::io::Register<0x3c, u32> {
  Field<31, 0> value;
};
struct Beyond : kernel::io::Register<0x40, u32> {
  Field<31, 0> value;
};

[[maybe_unused]] static void example(const kernel::io::Mmio<64>& registers) {
#ifdef FAIL
  registers.write(Beyond{.value = 1});
#else
  registers.write(Last{.value = 1});
#endif
}
