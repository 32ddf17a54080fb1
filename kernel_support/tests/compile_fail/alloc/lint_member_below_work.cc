// SPDX-License-Identifier: GPL-2.0
// Members go last to first: what stands below the work is gone while its function may still run.
// misuse: Work and timers: a member that is destroyed before the work whose function uses it
// rust: compile error: the function has an Arc of the object
// by: lint
// expect: 'log' is destroyed before 'work', whose function may still run and use it

#include <kernel/alloc/kvec.hpp>
#include <kernel/workqueue.hpp>

struct Device {
  void on_work() { log.clear(); }
#ifdef FAIL
  kernel::Work<&Device::on_work> work{*this, kernel::workqueue::system()};
  kernel::KVec<int> log;
#else
  kernel::KVec<int> log;
  kernel::Work<&Device::on_work> work{*this, kernel::workqueue::system()};
#endif
};

void example();

void example() {
  Device device;
  device.work.enqueue();
}
