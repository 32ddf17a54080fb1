// SPDX-License-Identifier: GPL-2.0
// A lock is given back once.
// misuse: Locks: unlocked twice
// rust: unsafe code only
// by: lint
// expect: releasing lock 'counter' that was not held

#include <kernel/sync/spinlock.hpp>

void example(kernel::SpinLock<int>& counter);

void example(kernel::SpinLock<int>& counter) {
  auto state = counter.lock_raw();
  counter.unlock_raw(state);
#ifdef FAIL
  counter.unlock_raw(state);
#endif
}
