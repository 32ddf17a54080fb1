// SPDX-License-Identifier: GPL-2.0
// A guard stays in its block, so that locks are given back in order.
// misuse: Locks: a guard is moved, and locks are given back out of order
// rust: allowed
// expect: error: use of deleted function .*Guard

#include <kernel/sync/spinlock.hpp>

[[maybe_unused]] static void example(kernel::SpinLock<int>& counter) {
  auto guard = counter.lock();
#ifdef FAIL
  auto moved = std::move(guard);
#else
  auto& moved = guard;
#endif
  *moved = 1;
}
