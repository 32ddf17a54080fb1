// SPDX-License-Identifier: GPL-2.0
// What leads into a local region does not leave the function.
// misuse: Registers and DMA: the relaxed view of a local region leaves the function
// rust: compile error: returns a value that refers to a local variable (E0515)
// by: lint
// expect: reference to stack memory

#include <kernel/io/mmio.hpp>

using Region = kernel::io::Mmio<64>;
using Relaxed = kernel::io::Mmio<64, kernel::io::Order::kRelaxed>;

Region registers();
const Relaxed& example();
u32 first();

#ifdef FAIL
const Relaxed& example() {
  const Region all = registers();
  return all.relaxed();
}
#else
u32 first() {
  const Region all = registers();
  return all.relaxed().read32(0);
}
#endif
