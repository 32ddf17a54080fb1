// SPDX-License-Identifier: GPL-2.0
// Nothing says that the queue is still there when the time has come.
// misuse: Work and timers: the queue is gone when the time has come
// rust: no such queue: all are the system's
// expect: error: no matching function for call to .*DelayedWork

#include <kernel/workqueue.hpp>

struct Device {
  void on_work() {}
};

[[maybe_unused]] static void example(Device& device, const kernel::workqueue::Queue& borrowed,
                                     const kernel::workqueue::OwnedQueue& queue) {
#ifdef FAIL
  kernel::DelayedWork<&Device::on_work> work(device, borrowed);
#else
  kernel::DelayedWork<&Device::on_work> work(device, queue);
#endif
  static_cast<void>(borrowed);
  static_cast<void>(queue);
}
