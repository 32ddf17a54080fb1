// SPDX-License-Identifier: GPL-2.0
// An allocation that may sleep, under a spinlock.
// misuse: Locks: an allocation that may sleep, under a spinlock
// rust: not caught; the kernel, too

#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>
#include <kernel/sync/spinlock.hpp>

//! [mistake]
struct Device {
  kernel::SpinLock<kernel::KVec<int>, "Device::readings"> readings;
};

[[gnu::noipa]] static kernel::Result<void> add(const Device& device, int reading) {
  auto readings = device.readings.lock();
  // Nothing to bypass: make lint follows functions that sleep, and
  // not the flags that let them.
  return readings->push(reading, kernel::GFP_KERNEL);  // caught here
}
//! [mistake]

struct SleepInAtomic : kernel::Module<SleepInAtomic> {
  static kernel::Result<SleepInAtomic> init(kernel::ThisModule&) {
    Device device;
    TRY(add(device, 21));
    return {std::in_place};
  }
};

KERNEL_MODULE(SleepInAtomic, {
  .name = "sleep_in_atomic",
  .description = "Broken on purpose",
  .license = "GPL",
});
