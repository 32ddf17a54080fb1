// SPDX-License-Identifier: GPL-2.0
// A copy of a region could outlive its mapping.
// misuse: Registers and DMA: a mapped region is copied
// rust: compile error: use of moved value (E0382)
// expect: error: use of deleted function

#include <kernel/io/mmio.hpp>

[[maybe_unused]] static void example(const kernel::io::Mmio<64>& registers) {
#ifdef FAIL
  kernel::io::Mmio<64> copy = registers;
#else
  const kernel::io::Mmio<64>& copy = registers;
#endif
  (void)copy.size();
}
