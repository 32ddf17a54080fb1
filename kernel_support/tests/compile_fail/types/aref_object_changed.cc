// SPDX-License-Identifier: GPL-2.0
// Others own a share of it, and may be other threads.
// misuse: Shared objects: an object that C code counts, changed without a lock
// rust: compile error: an ARef derefs to a shared reference
// expect: error: assignment of member .*priority.* in read-only object

#include <kernel/types/aref.hpp>

struct Task {
  static void inc_ref(const Task&) {}
  static void dec_ref(const Task&) {}
  int priority;
};

[[maybe_unused]] static void example(Task& mine, kernel::ARef<Task>& task) {
#ifdef FAIL
  task->priority = 1;
#else
  mine.priority = task->priority;
#endif
}
