// SPDX-License-Identifier: GPL-2.0
// Functions that run later.

#include <kernel/error.hpp>
#include <kernel/workqueue.hpp>

#include "bench.h"

using kernel::EIO;
using kernel::Result;
namespace workqueue = kernel::workqueue;

namespace {

constexpr int kTimes = 1000;

struct Device {
  void on_work() { ++events; }

  unsigned long events = 0;
  kernel::Work<&Device::on_work> work{*this, workqueue::system()};
};

}  // namespace

Result<void> work_pending_enqueue() {
  Device on_stack;
  Device* device = &on_stack;
  bench_hide(device);
  for (int i = 0; i < kTimes; ++i) device->work.enqueue();
  return {};
}

Result<void> work_idle_enqueue() {
  int missed = 0;
  Device on_stack;
  Device* device = &on_stack;
  bench_hide(device);
  // A tick in between may let the worker be first; mostly there is none.
  for (int i = 0; i < kTimes; ++i)
    if (!device->work.enqueue() || !device->work.cancel()) ++missed;
  if (missed > kTimes / 2) return EIO;
  return {};
}
