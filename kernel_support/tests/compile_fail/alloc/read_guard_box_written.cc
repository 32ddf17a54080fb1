// SPDX-License-Identifier: GPL-2.0
// Readers exclude no readers, so none may write, not even into a box.
// misuse: Locks: writing into a box as a reader
// rust: the API has no such lock yet; `RwLock` of std: compile error (E0594)
// expect: error: assignment of read-only location

#include <kernel/alloc/kbox.hpp>
#include <kernel/sync/rwsem.hpp>

struct Settings {
  kernel::KBox<int> level;
};

[[maybe_unused]] static int example(kernel::RwSemaphore<Settings>& settings) {
#ifdef FAIL
  auto guard = settings.read();
  *guard->level = 1;
#else
  auto guard = settings.write();
  *guard->level = 1;
#endif
  return *guard->level;
}
