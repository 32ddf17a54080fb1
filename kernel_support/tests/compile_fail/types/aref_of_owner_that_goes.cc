// SPDX-License-Identifier: GPL-2.0
// It may be the last owner.
// misuse: Shared objects: a reference out of an ARef that goes at once
// rust: compile error: temporary value dropped while borrowed (E0716)
// expect: error: use of deleted function .*ARef<T>::operator\*

#include <kernel/result.hpp>
#include <kernel/types/aref.hpp>

struct Task {
  static void inc_ref(const Task&) {}
  static void dec_ref(const Task&) {}
  int priority;
};

[[maybe_unused]] static kernel::Result<int> example(kernel::Result<kernel::ARef<Task>> (*find)()) {
#ifdef FAIL
  const Task& task = *TRY(find());
#else
  kernel::ARef<Task> owner = TRY(find());
  const Task& task = *owner;
#endif
  return task.priority;
}
