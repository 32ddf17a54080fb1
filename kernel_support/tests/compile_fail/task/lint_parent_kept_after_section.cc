// SPDX-License-Identifier: GPL-2.0
// When the read section has ended, the parent may be gone.
// misuse: Tasks: the parent of a task after the read section
// rust: none yet: rust/kernel has no parent()
// by: lint
// expect: returned

#include <kernel/task.hpp>

#ifdef FAIL
[[maybe_unused]] static const kernel::Task& example(const kernel::Task& task) {
  kernel::rcu::ReadGuard guard;
  return task.parent(guard);
}
#else
[[maybe_unused]] static kernel::ARef<kernel::Task> example(const kernel::Task& task) {
  kernel::rcu::ReadGuard guard;
  return kernel::ARef<kernel::Task>(task.parent(guard));
}
#endif
