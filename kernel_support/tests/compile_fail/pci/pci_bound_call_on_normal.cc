// SPDX-License-Identifier: GPL-2.0
// Registers are for the driver that is attached.
// misuse: Drivers: the configuration space of a device is used without its driver
// rust: compile error: no method found (E0599)
// expect: error: .*has no member named .*config_space

#include <kernel/pci/device.hpp>

[[maybe_unused]] static kernel::Result<u8> example(
    const kernel::pci::Device<>& any, const kernel::pci::Device<kernel::device::Bound>& bound) {
  static_cast<void>(any.vendor_id());
  static_cast<void>(bound.vendor_id());
#ifdef FAIL
  return any.config_space().read8(8);
#else
  return bound.config_space().read8(8);
#endif
}
