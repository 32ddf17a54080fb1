// SPDX-License-Identifier: GPL-2.0
// Who waits shows the guard, so it holds the lock.
// misuse: Waiting: a condition variable is waited for without its lock
// rust: compile error: `wait()` takes the guard
// expect: cannot convert .*Lock.* to .*Guard

#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>

using Level = kernel::Mutex<int, "Level">;

[[maybe_unused]] static void example(Level& level, kernel::CondVar<Level>& risen) {
  auto high = [](int& now) { return now > 5; };
#ifdef FAIL
  risen.wait(level, high);
#else
  auto guard = level.lock();
  risen.wait(guard, high);
#endif
}
