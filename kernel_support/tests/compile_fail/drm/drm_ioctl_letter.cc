// SPDX-License-Identifier: GPL-2.0
// DRM refuses numbers of others before it looks into the table.
// misuse: Graphics devices: the number of an ioctl is not one of DRM
// rust: not possible: the macro takes the number of the uAPI header
// expect: error: static assertion failed: the number of an ioctl of DRM is made by DRM_IO, DRM_IOR, DRM_IOW or DRM_IOWR

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
template struct kernel::drm::ioctl::Handler<_IO('x', DRM_COMMAND_BASE), &Driver::clear>;
#else
template struct kernel::drm::ioctl::Handler<DRM_IO(DRM_COMMAND_BASE), &Driver::clear>;
#endif
