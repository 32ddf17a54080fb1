// SPDX-License-Identifier: GPL-2.0
// The thread, declared first, goes after what its lambda refers to.
// misuse: Threads: a thread declared above what its lambda refers to
// rust: compile error: borrowed value does not live long enough (E0597)
// by: lint
// expect: the lambda refers to 'calls', which is gone before 'thread'.*declare 'calls' above

#include <kernel/thread.hpp>
#include <optional>

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  std::optional<kernel::Thread> thread;
  int calls = 0;
  thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "example", [&calls] { ++calls; }));
#else
  int calls = 0;
  std::optional<kernel::Thread> thread;
  thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "example", [&calls] { ++calls; }));
#endif
  return {};
}
