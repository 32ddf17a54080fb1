// SPDX-License-Identifier: GPL-2.0
// A wait that may give up tells whether it did.
// misuse: Waiting: nobody looks whether the time ran out
// rust: warning: unused value (must_use)
// expect: error: ignoring returned value of type .*Result

#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>

using Level = kernel::Mutex<int, "Level">;

[[maybe_unused]] static bool example(Level& level, kernel::CondVar<Level>& risen) {
  auto guard = level.lock();
  auto high = [](int& now) { return now > 5; };
  auto second = kernel::Delta::from_secs(1);
#ifdef FAIL
  risen.wait_timeout(guard, second, high);
  return true;
#else
  return risen.wait_timeout(guard, second, high).is_ok();
#endif
}
