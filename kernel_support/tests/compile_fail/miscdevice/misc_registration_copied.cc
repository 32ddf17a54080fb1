// SPDX-License-Identifier: GPL-2.0
// There is one file, and one who takes it away.
// misuse: Files and devices: a registration of a device is copied
// rust: compile error: use of a moved value (E0382)
// expect: error: use of deleted function .*MiscDeviceRegistration

#include <kernel/miscdevice.hpp>

struct Device {};
using Registration = kernel::MiscDeviceRegistration<Device>;

[[maybe_unused]] static Registration example(Registration& device) {
#ifdef FAIL
  return Registration(device);
#else
  return Registration(std::move(device));
#endif
}
