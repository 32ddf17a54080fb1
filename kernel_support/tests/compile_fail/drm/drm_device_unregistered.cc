// SPDX-License-Identifier: GPL-2.0
// The driver may have left the parent, or not be there at all.
// misuse: Graphics devices: the parent of a device is used that need not be registered
// rust: compile error: no such method for a device that is not registered
// expect: error: .*has no member named .parent

#include <kernel/drm/device.hpp>

struct Driver {
  struct Data {};
};

[[maybe_unused]] static kernel::Result<kernel::CStr> example(
    const kernel::drm::Device<Driver>& device) {
#ifdef FAIL
  const auto& parent = device.parent();
#else
  auto guard = device.try_enter();
  if (!guard) return kernel::ENODEV;
  const auto& parent = guard->parent();
#endif
  static_cast<void>(parent);
  return kernel::ENOENT;
}
