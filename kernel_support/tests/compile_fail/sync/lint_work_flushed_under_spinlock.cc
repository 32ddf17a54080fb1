// SPDX-License-Identifier: GPL-2.0
// It waits for another thread.
// misuse: Work and timers: a work is flushed under a spinlock
// rust: not caught (klint only)
// by: lint
// expect: cannot call function 'flush' while atomic context

#include <kernel/sync/spinlock.hpp>
#include <kernel/workqueue.hpp>

struct Device {
  void on_work() const {}
};
using Depth = kernel::SpinLock<int, "Depth">;

void example(const kernel::Work<&Device::on_work>& work, Depth& depth);

void example(const kernel::Work<&Device::on_work>& work, Depth& depth) {
  auto guard = depth.lock();
#ifdef FAIL
  work.flush();
#else
  work.enqueue();
#endif
  *guard += 1;
}
