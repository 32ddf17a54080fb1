// SPDX-License-Identifier: GPL-2.0
// Nobody would own what the pointer leads to while the thread uses it.
// misuse: Threads: a thread is given a pointer into an object that may go
// rust: compile error: not Send, not `'static`
// expect: error: static assertion failed: what a thread is given must be Send

#include <kernel/sync/arc.hpp>
#include <kernel/thread.hpp>

using kernel::GFP_KERNEL;

[[maybe_unused]] static kernel::Result<void> example() {
  auto number = TRY(kernel::Arc<int>::make(GFP_KERNEL, 3));
#ifdef FAIL
  auto use = [](kernel::ThreadStop& stop, const int*) { stop.wait(); };
  auto thread = TRY(kernel::Thread::spawn(GFP_KERNEL, "example", use, &*number));
#else
  auto use = [](kernel::ThreadStop& stop, const kernel::Arc<int>&) { stop.wait(); };
  auto thread = TRY(kernel::Thread::spawn(GFP_KERNEL, "example", use, number));
#endif
  return {};
}
