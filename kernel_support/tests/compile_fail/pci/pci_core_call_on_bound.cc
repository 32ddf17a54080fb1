// SPDX-License-Identifier: GPL-2.0
// What changes the device as a whole is done while its bus calls the driver.
// misuse: Drivers: a device is switched on outside of probe()
// rust: compile error: no method found (E0599)
// expect: error: .*has no member named .*enable_device_mem

#include <kernel/pci/device.hpp>

using kernel::device::Bound;
using kernel::device::Core;

[[maybe_unused]] static kernel::Result<void> example(const kernel::pci::Device<Bound>& bound,
                                                     const kernel::pci::Device<Core>& core) {
  static_cast<void>(bound.vendor_id());
  static_cast<void>(core.vendor_id());
#ifdef FAIL
  return bound.enable_device_mem(kernel::GFP_KERNEL);
#else
  return core.enable_device_mem(kernel::GFP_KERNEL);
#endif
}
