// SPDX-License-Identifier: GPL-2.0
// A lock that an interrupt takes too, held with interrupts enabled.
// misuse: Locks: held with interrupts enabled, where an interrupt takes it, too
// rust: not caught; lockdep, too

#include <kernel/module.hpp>
#include <kernel/sync/spinlock.hpp>
#include <kernel/time/delay.hpp>
#include <kernel/time/hrtimer.hpp>

using namespace kernel::literals;

//! [mistake]
struct Device {
  // Bypassed: a SpinLockIrq keeps the processor's interrupts off.
  // A plain SpinLock does not.
  kernel::SpinLock<int, "Device::events"> events{0};
};

[[gnu::noipa]] static void on_interrupt(const Device& device) {
  auto events = device.events.lock();
  *events += 1;
}

[[gnu::noipa]] static void forget(const Device& device) {
  auto events = device.events.lock();  // caught here
  *events = 0;
}
//! [mistake]

struct InterruptDeadlock : kernel::Module<InterruptDeadlock> {
  static kernel::Result<InterruptDeadlock> init(kernel::ThisModule&) {
    Device device;
    kernel::HrTimer timer([&device](auto&) {
      on_interrupt(device);
      return kernel::HrTimerRestart::NoRestart;
    });
    timer.start(1_ms);
    while (timer.is_active()) kernel::fsleep(1_ms);
    forget(device);
    return {std::in_place};
  }
};

KERNEL_MODULE(InterruptDeadlock, {
  .name = "interrupt_deadlock",
  .description = "Broken on purpose",
  .license = "GPL",
});
