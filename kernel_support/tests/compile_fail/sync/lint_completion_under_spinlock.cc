// SPDX-License-Identifier: GPL-2.0
// Under a spinlock one may complete, but not wait.
// misuse: Waiting: a completion is waited for under a spinlock
// rust: not caught (klint only)
// by: lint
// expect: cannot call function 'wait' while atomic context

#include <kernel/sync/completion.hpp>
#include <kernel/sync/spinlock.hpp>

void example(kernel::SpinLockIrq<int>& count, kernel::Completion& done);

void example(kernel::SpinLockIrq<int>& count, kernel::Completion& done) {
  auto guard = count.lock();
  *guard += 1;
#ifdef FAIL
  done.wait();
#else
  done.complete();
#endif
}
