// SPDX-License-Identifier: GPL-2.0
// More would be copied than the program has room for.
// misuse: Graphics devices: the number of an ioctl has another size than what it gives
// rust: compile error: assertion failed
// expect: error: static assertion failed: the size in the ioctl's number is not that of what its function takes or gives

#include <kernel/drm/ioctl.hpp>

struct Level {
  u32 channel, value;
};

struct Driver {
  struct Data {};
  struct File {};
  using Device = kernel::drm::RegisteredDevice<Driver>;
  using Client = kernel::drm::File<Driver>;

  static kernel::Result<Level> get(const Device&, const Client&) { return Level{}; }
  static kernel::Result<void> set(const Device&, const Client&, const Level&) { return {}; }
  static kernel::Result<void> clear(const Device&, const Client&) { return {}; }
};

#ifdef FAIL
template struct kernel::drm::ioctl::Handler<DRM_IOR(DRM_COMMAND_BASE, u32), &Driver::get>;
#else
template struct kernel::drm::ioctl::Handler<DRM_IOR(DRM_COMMAND_BASE, Level), &Driver::get>;
#endif
