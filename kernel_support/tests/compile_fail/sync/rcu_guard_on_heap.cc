// SPDX-License-Identifier: GPL-2.0
// A read section belongs to a block, not to an object that stays.
// misuse: RCU: a read section outlives its block
// rust: allowed
// expect: error: use of deleted function .*ReadGuard::operator new

#include <kernel/sync/rcu.hpp>

[[maybe_unused]] static void example() {
#ifdef FAIL
  new kernel::rcu::ReadGuard;
#else
  kernel::rcu::ReadGuard guard;
#endif
}
