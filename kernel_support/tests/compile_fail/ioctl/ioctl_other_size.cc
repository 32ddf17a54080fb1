// SPDX-License-Identifier: GPL-2.0
// More would be written to the program than it has room for.
// misuse: Files and devices: the number of an ioctl has another size than what it gives
// rust: not caught
// expect: error: static assertion failed: the size in the ioctl's number is not that of what its function takes or gives

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
template struct kernel::ioctl::Handler<_IOR('l', 1, u32), &Device::get>;
#else
template struct kernel::ioctl::Handler<_IOR('l', 1, Level), &Device::get>;
#endif
