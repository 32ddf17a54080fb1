// SPDX-License-Identifier: GPL-2.0
// C code keeps the address of a timer.
// misuse: Work and timers: a timer that is queued is moved
// rust: compile error: it is pinned
// expect: error: use of deleted function 'kernel::HrTimer<.*>::HrTimer

#include <kernel/time/hrtimer.hpp>

using Context = kernel::HrTimerContext<kernel::clock::Monotonic>;
using Timer = kernel::HrTimer<kernel::HrTimerRestart (*)(Context&)>;

[[maybe_unused]] static void example(Timer& timer) {
#ifdef FAIL
  Timer moved(std::move(timer));
#else
  Timer& moved = timer;
#endif
  moved.start(kernel::Delta::from_secs(1));
}
