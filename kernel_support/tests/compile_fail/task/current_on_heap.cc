// SPDX-License-Identifier: GPL-2.0
// It would be there when another task is the current one.
// misuse: Tasks: the current task kept in memory of its own
// rust: compile error: the reference does not live long enough
// expect: error: use of deleted function .*CurrentTask

#include <kernel/task.hpp>

[[maybe_unused]] static auto example() {
#ifdef FAIL
  return kernel::KBox<kernel::CurrentTask>::make(kernel::GFP_KERNEL, kernel::current());
#else
  return kernel::KBox<kernel::ARef<kernel::Task>>::make(kernel::GFP_KERNEL, *kernel::current());
#endif
}
