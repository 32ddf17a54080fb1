// SPDX-License-Identifier: GPL-2.0
// A lock is given back once, by the guard that took it.
// misuse: Locks: a guard is copied: two would unlock
// rust: compile error: use after move (E0382)
// expect: error: use of deleted function .*Guard

#include <kernel/sync/mutex.hpp>

[[maybe_unused]] static void example(kernel::Mutex<int>& counter) {
  auto guard = counter.lock();
#ifdef FAIL
  auto copy = guard;
#else
  auto& copy = guard;
#endif
  *copy = 1;
}
