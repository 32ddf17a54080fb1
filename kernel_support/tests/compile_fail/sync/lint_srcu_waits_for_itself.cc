// SPDX-License-Identifier: GPL-2.0
// A reader that waits for all readers of its domain waits for itself; otherwise it may sleep.
// misuse: RCU: a sleepable reader waits for its own domain
// rust: no counterpart
// by: lint
// expect: cannot call function 'synchronize' while SRCU domain 'srcu' is held

#include <kernel/sync/srcu.hpp>

using Srcu = kernel::Srcu<"Test::users">;
void doze() KERNEL_MAY_SLEEP;
void example(Srcu& srcu);

void example(Srcu& srcu) {
  {
    auto guard = srcu.read_lock();
    doze();
#ifdef FAIL
    srcu.synchronize();
#endif
  }
  srcu.synchronize();
}
