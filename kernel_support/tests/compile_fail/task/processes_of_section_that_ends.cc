// SPDX-License-Identifier: GPL-2.0
// The guard would be gone before the loop begins.
// misuse: Tasks: a loop over processes whose read section has ended
// rust: none yet: rust/kernel has no such loop
// expect: error: use of deleted function .*Processes\(const kernel::rcu::ReadGuard&&\)

#include <kernel/task.hpp>

[[maybe_unused]] static int example() {
  int count = 0;
#ifdef FAIL
  for (const kernel::Task& task : kernel::Processes(kernel::rcu::ReadGuard()))
    count += task.is_kernel_thread();
#else
  kernel::rcu::ReadGuard guard;
  for (const kernel::Task& task : kernel::Processes(guard)) count += task.is_kernel_thread();
#endif
  return count;
}
