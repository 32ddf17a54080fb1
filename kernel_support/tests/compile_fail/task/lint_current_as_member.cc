// SPDX-License-Identifier: GPL-2.0
// Whoever gets the Job runs as another task.
// misuse: Tasks: the current task as a member of what a thread gets
// rust: compile error: `CurrentTask` is not Send (E0277)
// by: lint
// expect: NotThreadSafe

#include <kernel/sync/arc.hpp>
#include <kernel/task.hpp>

#ifdef FAIL
struct Job {
  kernel::CurrentTask task = kernel::current();
};
#else
struct Job {
  kernel::ARef<kernel::Task> task{*kernel::current()};
};
#endif

[[maybe_unused]] static auto example() { return kernel::Arc<Job>::make(kernel::GFP_KERNEL); }
