// SPDX-License-Identifier: GPL-2.0
// In an interrupt, where nobody could be waited for.
// misuse: Work and timers: a timer cancels itself in its function and waits
// rust: not caught: `HrTimerHandle::cancel()` in the function deadlocks

#include <kernel/module.hpp>
#include <kernel/time/delay.hpp>
#include <kernel/time/hrtimer.hpp>

using Context = kernel::HrTimerContext<kernel::clock::Monotonic>;

static void cancel();
struct Tick {
  kernel::HrTimerRestart operator()(Context&) const {
    cancel();
    return kernel::HrTimerRestart::NoRestart;
  }
};
static kernel::HrTimer<Tick>* timer_of_all;
static void cancel() { timer_of_all->cancel(); }

struct TimerCancelsItself : kernel::Module<TimerCancelsItself> {
  static kernel::Result<TimerCancelsItself> init(kernel::ThisModule&) {
    kernel::HrTimer timer{Tick{}};
    timer_of_all = &timer;
    timer.start(kernel::Delta::from_millis(1));
    kernel::fsleep(kernel::Delta::from_millis(100));
    return {std::in_place};
  }
};

KERNEL_MODULE(TimerCancelsItself, {
  .name = "timer_cancels_itself",
  .description = "Broken on purpose",
  .license = "GPL",
});
