// SPDX-License-Identifier: GPL-2.0
// Nothing keeps the parent but a read section.
// misuse: Tasks: the parent of a task without a read section
// rust: none yet: rust/kernel has no parent()
// expect: error: use of deleted function .*parent\(const kernel::rcu::ReadGuard&&\)

#include <kernel/task.hpp>

[[maybe_unused]] static int example() {
#ifdef FAIL
  return kernel::current()->parent(kernel::rcu::ReadGuard()).pid();
#else
  kernel::rcu::ReadGuard guard;
  return kernel::current()->parent(guard).pid();
#endif
}
