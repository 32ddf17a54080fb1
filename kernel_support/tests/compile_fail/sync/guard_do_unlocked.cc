// SPDX-License-Identifier: GPL-2.0
// What ran in between could use the guard, which would not hold the lock.
// misuse: Locks: running code with a guard that is unlocked meanwhile
// rust: `Guard::do_unlocked` of rust/kernel is for its own modules only
// expect: error: .*do_unlocked.* is private within this context

#include <kernel/sync/mutex.hpp>

[[maybe_unused]] static void example(kernel::Mutex<int>& counter) {
  auto guard = counter.lock();
#ifdef FAIL
  guard.do_unlocked([&] { *guard += 1; });
#else
  *guard += 1;
#endif
}
