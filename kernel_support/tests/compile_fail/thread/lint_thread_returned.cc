// SPDX-License-Identifier: GPL-2.0
// The thread would run on with a variable of a function that has returned.
// misuse: Threads: a lambda that captures a local variable and is returned in its thread
// rust: compile error: closure may outlive the function (E0373)
// by: lint
// expect: the lambda refers to 'calls', and may run when that is gone with this function, as it is returned

#include <kernel/thread.hpp>

[[maybe_unused]] static kernel::Result<kernel::Thread> example() {
  int calls = 0;
#ifdef FAIL
  auto run = [&calls] { ++calls; };
#else
  auto run = [calls]() mutable { ++calls; };
#endif
  auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "example", run));
  return thread;
}
