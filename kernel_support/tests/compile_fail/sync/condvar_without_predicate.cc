// SPDX-License-Identifier: GPL-2.0
// A wait without a question could miss the answer.
// misuse: Waiting: the condition is not looked at again after the wait
// rust: not caught: the caller writes the loop
// expect: error: no matching function for call to .*wait

#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>

using Level = kernel::Mutex<int, "Level">;

[[maybe_unused]] static void example(Level& level, kernel::CondVar<Level>& risen) {
  auto guard = level.lock();
#ifdef FAIL
  risen.wait(guard);
#else
  risen.wait(guard, [](int& now) { return now > 5; });
#endif
}
