// SPDX-License-Identifier: GPL-2.0
// A reader that waits for all readers waits for itself.
// misuse: RCU: a reader waits for all readers, so for itself
// rust: not caught: it hangs
// by: lint
// expect: cannot call function 'synchronize' while atomic context

#include <kernel/sync/rcu.hpp>

void example();

void example() {
  {
    kernel::rcu::ReadGuard guard;
#ifdef FAIL
    kernel::rcu::synchronize();
#endif
  }
  kernel::rcu::synchronize();
}
