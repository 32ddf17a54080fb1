// SPDX-License-Identifier: GPL-2.0
// A timer's function runs in an interrupt; the annotation lets the lint know.
// misuse: Work and timers: a timer's function sleeps in an interrupt
// rust: not caught (klint only)
// by: lint
// expect: cannot call function 'fsleep' while atomic context

#include <kernel/time/delay.hpp>
#include <kernel/time/hrtimer.hpp>

void example();

void example() {
  kernel::HrTimer timer([](auto&) KERNEL_ATOMIC {
#ifdef FAIL
    kernel::fsleep(kernel::Delta::from_micros(5));
#else
    kernel::udelay(kernel::Delta::from_micros(5));
#endif
    return kernel::HrTimerRestart::NoRestart;
  });
  timer.start(kernel::Delta::from_secs(1));
}
