// SPDX-License-Identifier: GPL-2.0
// Without operator new: a box builds in place.
// misuse: RCU: a read section in a box
// rust: allowed
// by: lint
// expect: a guard on the heap outlives its block

#include <kernel/alloc/kbox.hpp>
#include <kernel/sync/rcu.hpp>

kernel::Result<int> example();

kernel::Result<int> example() {
#ifdef FAIL
  auto guard = TRY(kernel::KBox<kernel::rcu::ReadGuard>::make(kernel::GFP_ATOMIC));
#else
  kernel::rcu::ReadGuard guard;
#endif
  return static_cast<int>(sizeof(guard));
}
