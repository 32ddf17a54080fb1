// SPDX-License-Identifier: GPL-2.0
// The box, and the timer in it, outlive the function.
// misuse: Work and timers: a timer's lambda with a reference to a local, kept elsewhere
// rust: compile error: closure may outlive the function (E0373)
// by: lint
// expect: the lambda refers to 'ticks', and may run when that is gone

#include <kernel/alloc/kbox.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/time/hrtimer.hpp>

template <typename F>
static kernel::Result<kernel::KBox<kernel::HrTimer<F>>> boxed(F function) {
  return kernel::KBox<kernel::HrTimer<F>>::make(kernel::GFP_KERNEL, function);
}

[[maybe_unused]] static auto example() {
  int ticks = 0;
#ifdef FAIL
  auto timer = boxed([&ticks](auto&) {
#else
  auto timer = boxed([ticks](auto&) mutable {
#endif
    ++ticks;
    return kernel::HrTimerRestart::NoRestart;
  });
  return timer;
}
