// SPDX-License-Identifier: GPL-2.0
// The number has 14 bits for the size.
// misuse: Files and devices: what an ioctl passes is larger than its number can say
// rust: compile error: build_assert
// expect: error: static assertion failed

#include <kernel/ioctl.hpp>

struct Picture {
  u8 bytes[0x4000];
};
struct Row {
  u8 bytes[0x400];
};

struct Device {
  kernel::Result<void> set_picture(const kernel::File&, const Picture&) const { return {}; }
  kernel::Result<void> set_row(const kernel::File&, const Row&) const { return {}; }
};

#ifdef FAIL
template struct kernel::ioctl::Handler<_IOW('l', 1, Picture), &Device::set_picture>;
#else
template struct kernel::ioctl::Handler<_IOW('l', 1, Row), &Device::set_row>;
#endif
