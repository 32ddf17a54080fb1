// SPDX-License-Identifier: GPL-2.0
// The guard would be gone, and the lock with it, before the answer is used.
// misuse: Locks: asking `!lock.try_read()` or `!lock.try_write()` of a guard without a name
// rust: same as here: a guard that nobody names is dropped at once
// expect: error: use of deleted function .*operator bool\(\) const &&
// expect: without a name it would unlock at once

#include <kernel/sync/rwsem.hpp>
#include <kernel/sync/seqlock.hpp>

[[maybe_unused]] static bool example(kernel::RwSemaphore<int>& counter,
                                     kernel::SeqLock<int>& level) {
#ifdef FAIL
  if (!counter.try_read() || !counter.try_write() || !level.try_write()) return false;
#else
  auto guard = counter.try_read();
  auto writer = level.try_write();
  if (!guard || !writer) return false;
#endif
  return true;
}
