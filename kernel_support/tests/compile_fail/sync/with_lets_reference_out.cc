// SPDX-License-Identifier: GPL-2.0
// What a lock guards cannot be reached after with().
// misuse: Locks: a reference to guarded data leaves the critical section
// rust: compile error: it outlives the closure
// expect: error: static assertion failed: what the lock guards must not be reachable without it

#include <kernel/sync/mutex.hpp>

[[maybe_unused]] static int example(kernel::Mutex<int>& counter) {
#ifdef FAIL
  int& value = counter.with([](int& guarded) -> int& { return guarded; });
#else
  int value = counter.with([](int& guarded) { return guarded; });
#endif
  return value;
}
