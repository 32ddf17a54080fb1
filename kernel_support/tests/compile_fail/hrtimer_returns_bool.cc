// SPDX-License-Identifier: GPL-2.0
// A timer's function says whether it goes off again.
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
