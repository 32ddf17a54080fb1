// SPDX-License-Identifier: GPL-2.0
// Programs use it already.
// misuse: Files and devices: a device is changed from outside while programs use it
// rust: compile error: no mutable access (E0594)
// expect: error: assignment of member .*level.* in read-only object

#include <kernel/miscdevice.hpp>
#include <kernel/sync/atomic.hpp>

struct Device {
  int level = 0;
  kernel::Atomic<int> atomic_level;
};

[[maybe_unused]] static void example(kernel::MiscDeviceRegistration<Device>& device) {
#ifdef FAIL
  device->level = 1;
#else
  device->atomic_level.store(1, kernel::Relaxed);
#endif
}
