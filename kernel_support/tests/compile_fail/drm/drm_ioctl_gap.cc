// SPDX-License-Identifier: GPL-2.0
// DRM finds an operation by its place in the table.
// misuse: Graphics devices: the numbers of a driver's ioctls have a gap
// rust: compile error: assertion failed
// expect: error: static assertion failed: the ioctls of a driver are numbered from DRM_COMMAND_BASE on, in the order of the table and without a gap

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

using kernel::drm::ioctl::Handler, kernel::drm::ioctl::Table;
using Get = Handler<DRM_IOR(DRM_COMMAND_BASE, Level), &Driver::get>;
using Clear = Handler<DRM_IO(DRM_COMMAND_BASE + 1), &Driver::clear>;
using Late = Handler<DRM_IO(DRM_COMMAND_BASE + 2), &Driver::clear>;

#ifdef FAIL
template struct kernel::drm::ioctl::Table<Get, Late>;
#else
template struct kernel::drm::ioctl::Table<Get, Clear>;
#endif
