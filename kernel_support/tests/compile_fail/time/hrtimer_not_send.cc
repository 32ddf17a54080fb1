// SPDX-License-Identifier: GPL-2.0
// The function runs elsewhere.
// misuse: Work and timers: a timer whose function object stays with its thread
// rust: compile error: not Send
// expect: the timer's function object stays with its thread, and runs in another

#include <kernel/time/hrtimer.hpp>

#ifdef FAIL
using Base = kernel::NotThreadSafe;
#else
struct Base {};
#endif

struct Tick : Base {
  kernel::HrTimerRestart operator()(kernel::HrTimerContext<kernel::clock::Monotonic>&) const {
    return kernel::HrTimerRestart::NoRestart;
  }
};

[[maybe_unused]] static void example(Tick tick) {
#ifdef FAIL
  kernel::HrTimer timer(tick);
#else
  kernel::HrTimer timer(tick);
#endif
  static_cast<void>(timer.is_active());
}
