// SPDX-License-Identifier: GPL-2.0
// Its destructor waits for the function.
// misuse: Work and timers: a work is destroyed, so waited for, under a spinlock
// rust: no destructor waits; klint only
// by: lint
// expect: cannot call function '~Work.*' while atomic context

#include <kernel/sync/spinlock.hpp>
#include <kernel/workqueue.hpp>

struct Device {
  void on_work() const {}
};
using Depth = kernel::SpinLock<int, "Depth">;

void example(const Device& device, Depth& depth);

void example(const Device& device, Depth& depth) {
#ifdef FAIL
  auto guard = depth.lock();
  {
    kernel::Work<&Device::on_work> work(device, kernel::workqueue::system());
    work.enqueue();
  }
#else
  kernel::Work<&Device::on_work> work(device, kernel::workqueue::system());
  auto guard = depth.lock();
  work.enqueue();
#endif
  *guard += 1;
}
