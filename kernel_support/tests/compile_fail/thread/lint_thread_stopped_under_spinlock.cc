// SPDX-License-Identifier: GPL-2.0
// To stop a thread is to wait for it.
// misuse: Threads: a thread is waited for under a spinlock
// rust: not caught (klint only)
// by: lint
// expect: cannot call function 'stop' while atomic context

#include <kernel/sync/spinlock.hpp>
#include <kernel/thread.hpp>

int example(kernel::SpinLock<int>& counter, kernel::Thread& thread);

int example(kernel::SpinLock<int>& counter, kernel::Thread& thread) {
  {
    auto guard = counter.lock();
    *guard += 1;
#ifdef FAIL
    return std::move(thread).stop();
#endif
  }
  return std::move(thread).stop();
}
