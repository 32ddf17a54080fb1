// SPDX-License-Identifier: GPL-2.0
// lockdep would forget the class while the lock uses it.
// misuse: Locks: a LockClassKey that is gone before its lock
// rust: compile error: a lock takes a key of static lifetime
// expect: error: use of deleted function .*LockClassKey&&
// expect: the key must outlive the lock

#include <kernel/sync/mutex.hpp>
#include <kernel/sync/rwsem.hpp>

[[maybe_unused]] static int example() {
#ifdef FAIL
  kernel::Mutex<int> counter(kernel::LockClassKey(), 0);
  kernel::RwSemaphore<int> limit(kernel::LockClassKey(), 0);
#else
  kernel::LockClassKey key;
  kernel::Mutex<int> counter(key, 0);
  kernel::RwSemaphore<int> limit(key, 0);
#endif
  auto reader = limit.read();
  auto guard = counter.lock();
  return *guard + *reader;
}
