// SPDX-License-Identifier: GPL-2.0
// A program would see an address of the kernel, and choose one.
// misuse: Graphics devices: an ioctl passes a pointer
// rust: not caught
// expect: error: static assertion failed: what an ioctl passes is plain data: no pointers, no bool, no padding

#include <kernel/drm/ioctl.hpp>

struct Where {
  int* place;
};
struct Number {
  u64 place;
};

struct Driver {
  using Device = kernel::drm::RegisteredDevice<Driver>;
  using Client = kernel::drm::File<Driver>;

  static kernel::Result<void> at(const Device&, const Client&, const Where&) { return {}; }
  static kernel::Result<void> number(const Device&, const Client&, const Number&) { return {}; }
};

#ifdef FAIL
template struct kernel::drm::ioctl::Handler<DRM_IOW(DRM_COMMAND_BASE, Where), &Driver::at>;
#else
template struct kernel::drm::ioctl::Handler<DRM_IOW(DRM_COMMAND_BASE, Number), &Driver::number>;
#endif
