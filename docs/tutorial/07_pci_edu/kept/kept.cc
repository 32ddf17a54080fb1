// SPDX-License-Identifier: GPL-2.0
// A mistake: the access is over at the end of the line, and the registers may go.

#include <kernel/pci/driver.hpp>

using Bar = kernel::pci::Bar<4096>;

//! [mistake]
[[maybe_unused]] static u32 status(const kernel::Devres<Bar>& bar) {
  const Bar& registers = *bar.try_access();
  return registers.read32(0x20);
}
//! [mistake]
