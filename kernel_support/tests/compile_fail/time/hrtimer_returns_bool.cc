// SPDX-License-Identifier: GPL-2.0
// A timer's function says whether it goes off again.
// misuse: Work and timers: a timer's function does not say whether it goes off again
// rust: compile error: mismatched types (E0308)
// expect: error: .*a timer's function takes HrTimerContext<C>& and returns an HrTimerRestart

#include <kernel/time/hrtimer.hpp>

[[maybe_unused]] static void example() {
#ifdef FAIL
  kernel::HrTimer timer([](auto&) { return false; });
#else
  kernel::HrTimer timer([](auto&) { return kernel::HrTimerRestart::NoRestart; });
#endif
  timer.start(kernel::Delta::from_secs(1));
}
