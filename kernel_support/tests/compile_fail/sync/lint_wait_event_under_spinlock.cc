// SPDX-License-Identifier: GPL-2.0
// Under a spinlock one may wake up, but not wait.
// misuse: Waiting: an event is waited for under a spinlock
// rust: not caught (klint only)
// by: lint
// expect: cannot call function 'wait_event' while atomic context

#include <kernel/sync/spinlock.hpp>
#include <kernel/sync/wait_queue.hpp>

void example(kernel::SpinLock<int>& count, const kernel::WaitQueueHead& queue);

void example(kernel::SpinLock<int>& count, const kernel::WaitQueueHead& queue) {
  auto guard = count.lock();
  *guard += 1;
#ifdef FAIL
  queue.wait_event([] { return true; });
#else
  queue.wake_up();
#endif
}
