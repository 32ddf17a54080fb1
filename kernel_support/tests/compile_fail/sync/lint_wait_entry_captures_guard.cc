// SPDX-License-Identifier: GPL-2.0
// Whoever wakes up calls it, without the lock.
// misuse: Waiting: a lock guard captured by the callback of a wait entry
// rust: compile error: MutexGuard is not Send
// by: lint
// expect: 'guard' holds its lock for this thread alone

#include <kernel/sync/atomic.hpp>
#include <kernel/sync/spinlock.hpp>
#include <kernel/sync/wait_queue.hpp>

void example(kernel::SpinLockIrq<int>& count, kernel::WaitQueue<>& queue);

void example(kernel::SpinLockIrq<int>& count, kernel::WaitQueue<>& queue) {
  auto guard = count.lock();
  kernel::Atomic<int> calls{0};
#ifdef FAIL
  kernel::WaitEntry entry(queue, [&] { *guard += 1; });
#else
  kernel::WaitEntry entry(queue, [&] { calls.inc(kernel::Relaxed); });
#endif
  *guard += calls.load(kernel::Relaxed);
}
