// SPDX-License-Identifier: GPL-2.0
// A guard that nobody keeps guards nothing.
// misuse: Locks: a guard is not kept, so it guards nothing
// rust: warning: unused guard (must_use)
// expect: error: ignoring returned value of type .*Guard

#include <kernel/sync/mutex.hpp>

[[maybe_unused]] static void example(kernel::Mutex<int>& counter) {
#ifdef FAIL
  counter.lock();
#else
  auto guard = counter.lock();
#endif
}
