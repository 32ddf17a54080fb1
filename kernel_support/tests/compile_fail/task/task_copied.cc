// SPDX-License-Identifier: GPL-2.0
// A task is an object of the kernel's; a copy of its bytes would be none.
// misuse: Tasks: a task copied
// rust: compile error: cannot move out of a reference (E0507)
// expect: error: use of deleted function .*Task::Task\(const kernel::Task&\)

#include <kernel/task.hpp>

[[maybe_unused]] static int example() {
  const kernel::CurrentTask me = kernel::current();
#ifdef FAIL
  kernel::Task task = *me;
  return task.pid();
#else
  kernel::ARef<kernel::Task> task(*me);
  return task->pid();
#endif
}
