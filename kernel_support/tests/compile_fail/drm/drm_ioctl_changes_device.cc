// SPDX-License-Identifier: GPL-2.0
// Any number of programs call it at once.
// misuse: Graphics devices: an ioctl changes the device without a lock
// rust: compile error: `&self` is not mutable (E0594)
// expect: error: static assertion failed: the function of an ioctl of DRM is static Result

#include <kernel/drm/ioctl.hpp>

struct Driver {
  using Device = kernel::drm::RegisteredDevice<Driver>;
  using Client = kernel::drm::File<Driver>;

  static kernel::Result<void> change(Device&, const Client&) { return {}; }
  static kernel::Result<void> look(const Device&, const Client&) { return {}; }
};

#ifdef FAIL
template struct kernel::drm::ioctl::Handler<DRM_IO(DRM_COMMAND_BASE), &Driver::change>;
#else
template struct kernel::drm::ioctl::Handler<DRM_IO(DRM_COMMAND_BASE), &Driver::look>;
#endif
