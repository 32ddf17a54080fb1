// SPDX-License-Identifier: GPL-2.0
// It is registered for a time only.
// misuse: Graphics devices: a device is kept as one that is registered
// rust: compile error: borrowed value does not live long enough
// expect: error: template constraint failure for .*ARef

#include <kernel/drm/device.hpp>

struct Driver {
  struct Data {};
};

struct Later {
#ifdef FAIL
  kernel::ARef<kernel::drm::RegisteredDevice<Driver>> device;
#else
  kernel::ARef<kernel::drm::Device<Driver>> device;
#endif
};

[[maybe_unused]] static void example(const kernel::drm::RegisteredDevice<Driver>& device) {
  Later later{kernel::ARef<kernel::drm::Device<Driver>>(device)};
}
