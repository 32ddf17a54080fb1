// SPDX-License-Identifier: GPL-2.0
// The section would end at once.
// misuse: RCU: a read section ends at once, as its guard is not kept
// rust: not caught: the guard is no must_use
// expect: error: ignoring return value of .*ReadGuard

#include <kernel/sync/rcu.hpp>

[[maybe_unused]] static void example() {
#ifdef FAIL
  kernel::rcu::ReadGuard();
#else
  kernel::rcu::ReadGuard guard;
#endif
}
