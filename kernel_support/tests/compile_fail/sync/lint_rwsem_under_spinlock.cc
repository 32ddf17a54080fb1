// SPDX-License-Identifier: GPL-2.0
// Waiting for readers and writers is sleeping.
// misuse: Locks: a semaphore is taken under a spinlock
// rust: not caught (klint only)
// by: lint
// expect: cannot call function 'read' while atomic context
// expect: cannot call function 'with_write' while atomic context

#include <kernel/sync/rwsem.hpp>
#include <kernel/sync/spinlock.hpp>

void example(kernel::SpinLock<int>& counter, kernel::RwSemaphore<int>& limit);

void example(kernel::SpinLock<int>& counter, kernel::RwSemaphore<int>& limit) {
  {
    auto guard = counter.lock();
    *guard += 1;
#ifdef FAIL
    auto reader = limit.read();
    limit.with_write([](int& value) { value += 1; });
#endif
  }
  auto reader = limit.read();
}
