// SPDX-License-Identifier: GPL-2.0
// The kernel keeps a work single within one queue, so it has one from its making on.
// misuse: Work and timers: one work in two queues at once
// rust: same as here: an object that runs may be put into another queue, but it is shared
// expect: error: no matching function for call to .*enqueue

#include <kernel/workqueue.hpp>

struct Device {
  void on_work() { ++events; }
  int events = 0;
};

[[maybe_unused]] static void example(Device& device, const kernel::workqueue::OwnedQueue& queue) {
  kernel::Work<&Device::on_work> work(device, kernel::workqueue::system());
  work.enqueue();
#ifdef FAIL
  queue.enqueue(work);
#else
  kernel::Work<&Device::on_work> other(device, queue);
#endif
}
