// SPDX-License-Identifier: GPL-2.0
// Any number of threads may have access at once.
// misuse: Drivers: what belongs to a device is changed without a lock
// rust: compile error: cannot assign behind a & reference (E0594)
// expect: error: assignment of read-only location

#include <kernel/devres.hpp>
#include <kernel/sync/atomic.hpp>

[[maybe_unused]] static void example(const kernel::Devres<int>& plain,
                                     const kernel::Devres<kernel::Atomic<int>>& atomic) {
  auto number = plain.try_access();
  auto other = atomic.try_access();
  if (!number || !other) return;
#ifdef FAIL
  *number = 1;
#else
  other->store(1, kernel::Relaxed);
#endif
}
