// SPDX-License-Identifier: GPL-2.0
// Which bus a device is on is asked at run time; it does not become one of another bus by itself.
// misuse: Drivers: a device is taken for one of another bus
// rust: compile error: mismatched types (E0308)
// expect: error: .*invalid initialization of reference

#include <kernel/pci/device.hpp>
#include <kernel/platform/device.hpp>

[[maybe_unused]] static kernel::Result<void> example(const kernel::pci::Device<>& card) {
#ifdef FAIL
  const kernel::platform::Device<>& device = card;
  static_cast<void>(device.name());
#else
  auto device = TRY(kernel::platform::Device<>::try_from(card));
  static_cast<void>(device->name());
#endif
  return {};
}
