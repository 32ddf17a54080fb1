// SPDX-License-Identifier: GPL-2.0
// Without it modprobe does not find the module, and nobody would say so.
// misuse: Drivers: a driver has no table from which modprobe's aliases are made
// rust: not caught: module_device_table! is a line that can be forgotten
// expect: error: static assertion failed: write KERNEL_PCI_DEVICE_TABLE

#include <kernel/pci/driver.hpp>

using kernel::Result;
using kernel::device::Core;

struct Card : kernel::pci::Driver<Card> {
  static constexpr auto kIds = kernel::pci::id_table(kernel::pci::DeviceId::from_id(1, 2));
  static Result<Card> probe(const kernel::pci::Device<Core>&) { return {std::in_place}; }
};
#ifndef FAIL
KERNEL_PCI_DEVICE_TABLE(Card);
#endif

[[maybe_unused]] static Result<void> example() {
#ifdef FAIL
  auto made = TRY(kernel::pci::DriverRegistration<Card>::make(kernel::GFP_KERNEL));
#else
  auto made = TRY(kernel::pci::DriverRegistration<Card>::make(kernel::GFP_KERNEL));
#endif
  return {};
}
