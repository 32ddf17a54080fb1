// SPDX-License-Identifier: GPL-2.0
// Any number of programs call it at once.
// misuse: Files and devices: an ioctl changes the device without a lock
// rust: compile error: `&self` is not mutable (E0594)
// expect: error: static assertion failed: the function of an ioctl is Result<...> f\(const File&\) const, or has a const T& as second parameter

#include <kernel/ioctl.hpp>

struct Device {
  kernel::Result<void> count(const kernel::File&) {
    ++counter;
    return {};
  }
  kernel::Result<void> nothing(const kernel::File&) const { return {}; }

  int counter = 0;
};

#ifdef FAIL
template struct kernel::ioctl::Handler<_IO('l', 1), &Device::count>;
#else
template struct kernel::ioctl::Handler<_IO('l', 1), &Device::nothing>;
#endif
