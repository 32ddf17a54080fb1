// SPDX-License-Identifier: GPL-2.0
// The guard holds the lock for the thread that took it.
// misuse: Threads: a lock guard captured by another thread's lambda
// rust: compile error: MutexGuard is not Send
// by: lint
// expect: 'guard' holds its lock for this thread alone

#include <kernel/sync/mutex.hpp>
#include <kernel/thread.hpp>

kernel::Result<void> example(kernel::Mutex<int>& count);

kernel::Result<void> example(kernel::Mutex<int>& count) {
  auto guard = count.lock();
#ifdef FAIL
  auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "example", [&] { *guard = 1; }));
#else
  auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "example", [&] {
    auto own = count.lock();
    *own = 1;
  }));
#endif
  return {};
}
