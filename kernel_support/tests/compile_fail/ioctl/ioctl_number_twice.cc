// SPDX-License-Identifier: GPL-2.0
// The second one would never be called.
// misuse: Files and devices: two ioctls have the same number
// rust: warning: unreachable pattern
// expect: error: static assertion failed: two ioctls have the same number

#include <kernel/ioctl.hpp>

struct Level {
  u32 channel, value;
};

struct Device {
  kernel::Result<Level> get(const kernel::File&) const { return Level{}; }
  kernel::Result<void> set(const kernel::File&, const Level&) const { return {}; }
  kernel::Result<void> clear(const kernel::File&) const { return {}; }
};

using Get = kernel::ioctl::Handler<_IOR('l', 1, Level), &Device::get>;
using Clear = kernel::ioctl::Handler<_IO('l', 2), &Device::clear>;
using Other = kernel::ioctl::Handler<_IO('l', 3), &Device::clear>;
using SameNumber = kernel::ioctl::Handler<_IO('l', 2), &Device::clear>;

#ifdef FAIL
template struct kernel::ioctl::Table<Get, Clear, SameNumber>;
#else
template struct kernel::ioctl::Table<Get, Clear, Other>;
#endif
