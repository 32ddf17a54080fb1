// SPDX-License-Identifier: GPL-2.0
// A pointer of a program is a number that goes into a UserPtr.
// misuse: Files and devices: an ioctl passes a pointer
// rust: compile error: not `FromBytes` (E0277)
// expect: error: static assertion failed: what an ioctl passes is plain data: no pointers, no bool, no padding

#include <kernel/ioctl.hpp>

struct Pointing {
  const char* text;
};
struct Naming {
  u64 text;
};

struct Device {
  kernel::Result<void> point(const kernel::File&, const Pointing&) const { return {}; }
  kernel::Result<void> name(const kernel::File&, const Naming&) const { return {}; }
};

#ifdef FAIL
template struct kernel::ioctl::Handler<_IOW('l', 1, Pointing), &Device::point>;
#else
template struct kernel::ioctl::Handler<_IOW('l', 1, Naming), &Device::name>;
#endif
