// SPDX-License-Identifier: GPL-2.0
// A condition variable belongs to one lock.
// misuse: Waiting: a condition variable is waited for with another lock
// rust: not caught: `wait()` takes any guard
// expect: cannot convert .*Guard.*"Depth".* to .*Guard.*"Level"

#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>

using Level = kernel::Mutex<int, "Level">;
using Depth = kernel::Mutex<int, "Depth">;

[[maybe_unused]] static void example([[maybe_unused]] Level& level, [[maybe_unused]] Depth& depth,
                                     kernel::CondVar<Level>& risen) {
  auto high = [](int& now) { return now > 5; };
#ifdef FAIL
  auto guard = depth.lock();
  risen.wait(guard, high);
#else
  auto guard = level.lock();
  risen.wait(guard, high);
#endif
}
