// SPDX-License-Identifier: GPL-2.0
// Its owner must outlive it.
// misuse: Work and timers: the object is gone before its work runs
// rust: compile error: the queue owns an Arc of it
// expect: error: use of deleted function .*Work

#include <kernel/workqueue.hpp>

struct Device {
  void on_work() const {}
};

[[maybe_unused]] static void example(const Device& device) {
#ifdef FAIL
  kernel::Work<&Device::on_work> work(Device{}, kernel::workqueue::system());
#else
  kernel::Work<&Device::on_work> work(device, kernel::workqueue::system());
#endif
}
