// SPDX-License-Identifier: GPL-2.0
// Another thread has another current task.
// misuse: Tasks: the current task given to another thread
// rust: compile error: `CurrentTask` is not Send (E0277)
// expect: error: no matching function for call to .*spawn

#include <kernel/task.hpp>
#include <kernel/thread.hpp>

[[maybe_unused]] static void example() {
#ifdef FAIL
  auto work = [](const kernel::CurrentTask& task) { static_cast<void>(task->pid()); };
  auto thread = kernel::Thread::spawn(kernel::GFP_KERNEL, "other", work, kernel::current());
#else
  auto work = [](const kernel::ARef<kernel::Task>& task) { static_cast<void>(task->pid()); };
  auto thread = kernel::Thread::spawn(kernel::GFP_KERNEL, "other", work,
                                      kernel::ARef<kernel::Task>(*kernel::current()));
#endif
}
