// SPDX-License-Identifier: GPL-2.0
// Sleeping is not allowed in an RCU read section.
// misuse: RCU: a reader sleeps
// rust: not caught (klint only)
// by: lint
// expect: cannot call function 'doze' while atomic context

#include <kernel/sync/rcu.hpp>

void doze() KERNEL_MAY_SLEEP;
void example();

void example() {
  {
    kernel::rcu::ReadGuard guard;
#ifdef FAIL
    doze();
#endif
  }
  doze();
}
