// SPDX-License-Identifier: GPL-2.0
// A writer keeps readers busy, so it must not sleep.
// misuse: Locks: a writer sleeps while readers spin
// rust: no counterpart; klint only
// by: lint
// expect: cannot call function 'doze' while atomic context

#include <kernel/sync/seqlock.hpp>

void doze() KERNEL_MAY_SLEEP;
void example(kernel::SeqLock<int>& level);

void example(kernel::SeqLock<int>& level) {
  {
    auto guard = level.write();
    *guard += 1;
#ifdef FAIL
    doze();
#endif
  }
  doze();
}
