// SPDX-License-Identifier: GPL-2.0
// The guard would be gone, and the lock with it, before the block begins.
// misuse: Locks: `if (lock.try_lock())` without a name for the guard
// rust: same as here: a guard that nobody names is dropped at once, unless `if let` keeps it
// expect: error: use of deleted function .*operator bool\(\) const &&
// expect: without a name it would unlock at once

#include <kernel/sync/mutex.hpp>

[[maybe_unused]] static bool example(kernel::Mutex<int>& counter) {
#ifdef FAIL
  if (counter.try_lock()) return true;
#else
  if (auto guard = counter.try_lock()) return *guard == 0;
#endif
  return false;
}
