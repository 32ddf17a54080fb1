// SPDX-License-Identifier: GPL-2.0
// Readers share what the lock guards, so they cannot change it.
// misuse: Locks: data is written through the guard of a reader
// rust: compile error: no `DerefMut` (RwLock of std)
// expect: error: assignment of read-only location

#include <kernel/sync/rwsem.hpp>

[[maybe_unused]] static void example(kernel::RwSemaphore<int>& limit) {
#ifdef FAIL
  auto guard = limit.read();
  *guard = 1;
#else
  auto guard = limit.write();
  *guard = 1;
#endif
}
