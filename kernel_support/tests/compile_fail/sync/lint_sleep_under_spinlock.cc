// SPDX-License-Identifier: GPL-2.0
// Sleeping is not allowed while a spinlock is held.
// misuse: Locks: a function that may sleep is called under a spinlock
// rust: not caught (klint only)
// by: lint
// expect: cannot call function 'doze' while atomic context

#include <kernel/sync/spinlock.hpp>

void doze() KERNEL_MAY_SLEEP;
void example(kernel::SpinLock<int>& counter);

void example(kernel::SpinLock<int>& counter) {
  {
    auto guard = counter.lock();
    *guard += 1;
#ifdef FAIL
    doze();
#endif
  }
  doze();
}
