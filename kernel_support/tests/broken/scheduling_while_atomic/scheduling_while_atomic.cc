// SPDX-License-Identifier: GPL-2.0
// A sleep under a spinlock.
// misuse: Locks: a sleep under a spinlock that no analysis saw
// rust: not caught; the kernel, too

#include <kernel/module.hpp>
#include <kernel/sync/spinlock.hpp>
#include <kernel/time/delay.hpp>

using namespace kernel::literals;

//! [mistake]
struct Device {
  kernel::SpinLock<int, "Device::registers"> registers{0};
};

[[gnu::noipa]] static void reset(const Device& device) {
  auto registers = device.registers.lock();
  *registers = 1;
  // Bypassed: make lint refuses what sleeps under a spinlock. The
  // compiler does not.
  kernel::msleep(10_ms);  // caught here
  *registers = 0;
}
//! [mistake]

struct SchedulingWhileAtomic : kernel::Module<SchedulingWhileAtomic> {
  static kernel::Result<SchedulingWhileAtomic> init(kernel::ThisModule&) {
    Device device;
    reset(device);
    return {std::in_place};
  }
};

KERNEL_MODULE(SchedulingWhileAtomic, {
  .name = "scheduling_while_atomic",
  .description = "Broken on purpose",
  .license = "GPL",
});
