// SPDX-License-Identifier: GPL-2.0
// Tasks.

#include <kernel/task.hpp>

#include "bench.h"

using kernel::ARef;
using kernel::current;
using kernel::EIO;
using kernel::Kuid;
using kernel::Result;
using kernel::Task;

namespace {

constexpr int kTimes = 1000;

}  // namespace

Result<void> task_current_pid() {
  unsigned long sum = 0;
  for (int i = 0; i < kTimes; ++i) {
    sum += current()->pid();
    bench_hide(sum);
  }
  if (!sum) return EIO;
  return {};
}

Result<void> task_get_put() {
  for (int i = 0; i < kTimes; ++i) {
    ARef<Task> task(*current());
    bench_work();
  }
  return {};
}

Result<void> task_uid_of() {
  const kernel::CurrentTask me = current();
  const Task* task = &*me;
  bench_hide(task);
  for (int i = 0; i < kTimes; ++i) {
    if (task->uid() != Kuid::from_raw(0)) return EIO;
    bench_work();
  }
  return {};
}

Result<void> task_threads() {
  const kernel::CurrentTask me = current();
  const Task* process = &*me;
  int found = 0;
  bench_hide(process);
  for (int i = 0; i < kTimes; ++i) {
    kernel::rcu::ReadGuard guard;
    for (const Task& task : kernel::Threads(*process, guard)) {
      static_cast<void>(task);
      ++found;
    }
    bench_hide(found);
  }
  if (found != kTimes) return EIO;
  return {};
}

Result<void> task_processes() {
  int found = 0;
  while (found < kTimes) {
    kernel::rcu::ReadGuard guard;
    for (const Task& task : kernel::Processes(guard)) {
      static_cast<void>(task);
      if (++found == kTimes) break;
      bench_hide(found);
    }
  }
  return {};
}
