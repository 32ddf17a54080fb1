// SPDX-License-Identifier: GPL-2.0
// The section would end at once.
// expect: error: ignoring return value of .*ReadGuard

#include <kernel/sync/rcu.hpp>

[[maybe_unused]] static void example() {
#ifdef FAIL
  kernel::rcu::ReadGuard();
#else
  kernel::rcu::ReadGuard guard;
#endif
}
