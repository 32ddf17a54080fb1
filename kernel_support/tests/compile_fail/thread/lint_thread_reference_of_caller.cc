// SPDX-License-Identifier: GPL-2.0
// Nothing says that what the parameter refers to outlives the thread.
// misuse: Threads: a reference parameter captured by a thread that is returned
// rust: compile error: borrowed data escapes the function (E0521)
// by: lint
// expect: the lambda refers to what 'calls', a reference, leads to

#include <kernel/sync/atomic.hpp>
#include <kernel/thread.hpp>

using Counter = kernel::Atomic<int>;

kernel::Result<kernel::Thread> example(Counter& calls);

kernel::Result<kernel::Thread> example(Counter& calls) {
#ifdef FAIL
  return kernel::Thread::spawn(kernel::GFP_KERNEL, "example", [&] { calls.inc(kernel::Relaxed); });
#else
  // SAFETY: the counter is never destroyed.
  return kernel::Thread::spawn(kernel::GFP_KERNEL, "example", [&] { calls.inc(kernel::Relaxed); });
#endif
}
