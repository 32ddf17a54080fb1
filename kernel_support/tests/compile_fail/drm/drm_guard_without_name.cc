// SPDX-License-Identifier: GPL-2.0
// It would leave the device before the block begins.
// misuse: Graphics devices: a device is entered by a guard that has no name
// rust: temporary value dropped while borrowed (E0716)
// expect: error: use of deleted function .*operator bool

#include <kernel/drm/device.hpp>

struct Driver {
  struct Data {};
};

[[maybe_unused]] static int example(const kernel::drm::Device<Driver>& device) {
#ifdef FAIL
  if (device.try_enter()) return 1;
#else
  auto guard = device.try_enter();
  if (guard) return 1;
#endif
  return 0;
}
