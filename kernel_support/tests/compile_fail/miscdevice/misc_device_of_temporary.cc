// SPDX-License-Identifier: GPL-2.0
// The registration ends with the line.
// misuse: Files and devices: a device is used whose registration is not kept
// rust: compile error: dropped while borrowed (E0716)
// expect: error: use of deleted function .*MiscDeviceRegistration.*operator

#include <kernel/miscdevice.hpp>

struct Device {
  int level = 0;
};
using Registration = kernel::MiscDeviceRegistration<Device>;

[[maybe_unused]] static kernel::Result<int> example() {
#ifdef FAIL
  const Device& device = *Registration::make(kernel::GFP_KERNEL, {.name = "example"}).value();
  return device.level;
#else
  auto device = TRY(Registration::make(kernel::GFP_KERNEL, {.name = "example"}));
  return device->level;
#endif
}
