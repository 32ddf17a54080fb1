// SPDX-License-Identifier: GPL-2.0
// What leads into a region cannot outlive it.
// misuse: Registers and DMA: the relaxed view of a region that goes at once
// rust: compile error: temporary value dropped while borrowed (E0716)
// expect: error: use of deleted function

#include <kernel/io/mmio.hpp>

kernel::io::Mmio<64> registers();

[[maybe_unused]] static u32 example() {
#ifdef FAIL
  const auto& relaxed = registers().relaxed();
#else
  const auto all = registers();
  const auto& relaxed = all.relaxed();
#endif
  return relaxed.read32(0);
}
