// SPDX-License-Identifier: GPL-2.0
// Only a delay is possible there.
// misuse: Locks: a delay that sleeps under a spinlock
// rust: not caught (klint only)
// by: lint
// expect: cannot call function 'fsleep' while atomic context

#include <kernel/sync/spinlock.hpp>
#include <kernel/time/delay.hpp>

void example(kernel::SpinLock<int>& counter);

void example(kernel::SpinLock<int>& counter) {
  auto guard = counter.lock();
  *guard += 1;
#ifdef FAIL
  kernel::fsleep(kernel::Delta::from_micros(5));
#else
  kernel::udelay(kernel::Delta::from_micros(5));
#endif
}
