// SPDX-License-Identifier: GPL-2.0
// Its destructor waits until all files are closed.
// misuse: Files and devices: a device is taken away under a spinlock
// rust: not caught (klint only)
// by: lint
// expect: cannot call function '~.*' while atomic context

#include <kernel/miscdevice.hpp>
#include <kernel/sync/spinlock.hpp>

struct Device {};
using Registration = kernel::MiscDeviceRegistration<Device>;

void example(kernel::SpinLock<int>& level, Registration device);

void example(kernel::SpinLock<int>& level, Registration device) {
#ifdef FAIL
  auto guard = level.lock();
  { Registration gone = std::move(device); }
#else
  { Registration gone = std::move(device); }
  auto guard = level.lock();
#endif
  *guard += 1;
}
