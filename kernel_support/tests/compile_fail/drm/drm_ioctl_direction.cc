// SPDX-License-Identifier: GPL-2.0
// DRM_IOR says that the program reads, and the function takes.
// misuse: Graphics devices: the number of an ioctl says that it gives, and it takes
// rust: not caught
// expect: error: static assertion failed: the direction in the ioctl's number is not that of its function

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
template struct kernel::drm::ioctl::Handler<DRM_IOR(DRM_COMMAND_BASE, Level), &Driver::set>;
#else
template struct kernel::drm::ioctl::Handler<DRM_IOW(DRM_COMMAND_BASE, Level), &Driver::set>;
#endif
