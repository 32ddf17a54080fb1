// SPDX-License-Identifier: GPL-2.0
// _IO says that nothing is passed, and the function gives a Level.
// misuse: Files and devices: the number of an ioctl says that nothing is passed
// rust: not caught
// expect: error: static assertion failed: the direction in the ioctl's number is not that of its function

#include <kernel/ioctl.hpp>

struct Level {
  u32 channel, value;
};

struct Device {
  kernel::Result<Level> get(const kernel::File&) const { return Level{}; }
  kernel::Result<void> set(const kernel::File&, const Level&) const { return {}; }
  kernel::Result<void> clear(const kernel::File&) const { return {}; }
};

#ifdef FAIL
template struct kernel::ioctl::Handler<_IO('l', 1), &Device::get>;
#else
template struct kernel::ioctl::Handler<_IOR('l', 1, Level), &Device::get>;
#endif
