// SPDX-License-Identifier: GPL-2.0
// A mutex may sleep, so it is not for where nothing may.
// misuse: Locks: a mutex is taken under a spinlock
// rust: not caught (klint only)
// by: lint
// expect: cannot call function 'lock' while atomic context

#include <kernel/sync/mutex.hpp>
#include <kernel/sync/spinlock.hpp>

void example(kernel::Mutex<int>& outer, kernel::SpinLockIrq<int>& inner);

void example(kernel::Mutex<int>& outer, kernel::SpinLockIrq<int>& inner) {
#ifdef FAIL
  auto second = inner.lock();
  auto first = outer.lock();
#else
  auto first = outer.lock();
  auto second = inner.lock();
#endif
  *first = *second;
}
