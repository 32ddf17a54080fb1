// SPDX-License-Identifier: GPL-2.0
// A message is a write to memory, which the device may not do yet: it would never come.
// misuse: Drivers: messages (MSI) are asked for of a device that may not write to memory
// rust: not caught: the interrupt never comes
// expect: error: .*alloc_irq_vectors

#include <kernel/pci/device.hpp>

using kernel::GFP_KERNEL;
using kernel::pci::IrqTypes;

[[maybe_unused]] static kernel::Result<void> example(
    const kernel::pci::Device<kernel::device::Core>& device) {
#ifdef FAIL
  auto vectors = TRY(device.alloc_irq_vectors(GFP_KERNEL, 1, 1, IrqTypes::msi()));
#else
  auto master = TRY(device.set_master(GFP_KERNEL));
  auto vectors = TRY(device.alloc_irq_vectors(GFP_KERNEL, master, 1, 1, IrqTypes::msi()));
#endif
  return {};
}
