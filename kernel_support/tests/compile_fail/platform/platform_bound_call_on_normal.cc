// SPDX-License-Identifier: GPL-2.0
// The registers are for the driver that is attached.
// misuse: Drivers: the registers of a device of the machine are mapped without its driver
// rust: compile error: no method found (E0599)
// expect: error: .*has no member named .*iomap_resource

#include <kernel/platform/device.hpp>

using kernel::GFP_KERNEL;

[[maybe_unused]] static kernel::Result<void> example(
    const kernel::platform::Device<>& any,
    const kernel::platform::Device<kernel::device::Bound>& bound) {
  static_cast<void>(any.name());
  static_cast<void>(bound.name());
#ifdef FAIL
  auto memory = TRY(any.iomap_resource<0x80, "registers">(GFP_KERNEL, 0));
#else
  auto memory = TRY(bound.iomap_resource<0x80, "registers">(GFP_KERNEL, 0));
#endif
  return {};
}
