// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Timers that call a function at a moment known to the nanosecond.

#include <helpers/hrtimer.h>

#include <kernel/bug.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/time.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/opaque.hpp>
#include <type_traits>
#include <utility>

namespace kernel {

/// Whether a timer goes off again.
enum class HrTimerRestart : int {
  NoRestart = bindings::HRTIMER_NORESTART,  ///< it is done
  Restart = bindings::HRTIMER_RESTART,      ///< it goes off at the moment it was forwarded to
};

/// Where a timer's function is called.
///
/// With PREEMPT_RT the kernel runs what is not Hard in a thread, where it may be preempted but
/// still must not sleep.
enum class HrTimerMode : unsigned int {
  /// In the interrupt of whichever processor.
  Any = 0,
  /// In the interrupt of the processor that starts the timer.
  Pinned = bindings::HRTIMER_MODE_PINNED,
  /// In a software interrupt, with interrupts enabled.
  Soft = bindings::HRTIMER_MODE_SOFT,
  /// In a software interrupt of the processor that starts the timer.
  PinnedSoft = bindings::HRTIMER_MODE_PINNED | bindings::HRTIMER_MODE_SOFT,
  /// In the interrupt, with PREEMPT_RT too, where it must take no lock but raw ones.
  Hard = bindings::HRTIMER_MODE_HARD,
  /// In the interrupt of the processor that starts the timer, with PREEMPT_RT too.
  PinnedHard = bindings::HRTIMER_MODE_PINNED | bindings::HRTIMER_MODE_HARD,
};

/// What a timer's function is given: its timer, as long as it runs.
///
///     using namespace kernel::literals;
///     using Context = kernel::HrTimerContext<kernel::clock::Monotonic>;
///     auto every_second = [](Context& context) {
///       context.forward(1_s);
///       return kernel::HrTimerRestart::Restart;
///     };
///     kernel::HrTimer timer(every_second);
///     timer.start(1_s);
///     EXPECT(timer.is_active());
///
/// \context In the timer's function.
/// \wraps{linux/hrtimer.h,timers/hrtimers.html}
template <ClockSource C>
class HrTimerContext : NotThreadSafe {
 public:
  HrTimerContext(const HrTimerContext&) = delete;
  HrTimerContext& operator=(const HrTimerContext&) = delete;

  /// The moment that the timer was set to; the clock shows it or a later one.
  BasicInstant<C> expires() const {
    return BasicInstant<C>::from_nanos(cpp_helper_hrtimer_get_expires(timer_));
  }

  /// Sets the timer to the first moment after now that is a whole number of \p interval after the
  /// one it was set to, and returns that number: 1 if none was missed, and 0 if that moment is yet
  /// to come. It counts if the function returns HrTimerRestart::Restart.
  ///
  /// An interval shorter than the clock's resolution is that.
  ///
  /// \safety Nobody may start the timer meanwhile: the kernel would warn, and the moment be that of
  /// the other.
  u64 forward(Delta interval) {
    return cpp_helper_hrtimer_forward_now(timer_, interval.as_nanos());
  }

  /// The same, with \p now instead of the clock's time.
  ///
  /// \safety As before.
  u64 forward(BasicInstant<C> now, Delta interval) {
    return bindings::hrtimer_forward(timer_, now.as_nanos(), interval.as_nanos());
  }

 private:
  template <typename F, HrTimerMode kMode, ClockSource D>
  friend class HrTimer;
  explicit HrTimerContext(::hrtimer* timer) : timer_(timer) {}

  ::hrtimer* timer_;
};

/// A timer with the function object that it calls.
///
///     # #include <kernel/time/delay.hpp>
///     # ---
///     using namespace kernel::literals;
///     int ticks = 0;
///     {
///       kernel::HrTimer timer([&ticks](auto& context) {
///         if (++ticks == 3) return kernel::HrTimerRestart::NoRestart;
///         context.forward(1_ms);
///         return kernel::HrTimerRestart::Restart;
///       });
///       timer.start(1_ms);
///       while (timer.is_active()) kernel::fsleep(1_ms);
///     }
///     EXPECT_EQ(ticks, 3);
///
/// The function must not sleep: it runs where kMode says, in an interrupt for the most part. What
/// it shares with others needs a SpinLockIrq or an atomic (with HrTimerMode::Hard, an atomic
/// alone). It takes `HrTimerContext<C>&` and returns an HrTimerRestart; with `Restart` it must have
/// forwarded the timer, as otherwise that goes off again at once, and for ever. Written with
/// KERNEL_ATOMIC behind its parameters, `make lint` sees to it that it does not sleep.
///
/// When the timer goes, it is cancelled, and the function waited for. So it must not go, nor be
/// cancelled, in its own function, which would wait for itself: in an interrupt that is a bug and
/// stops the machine with an oops. Nor under a lock which the function takes.
///
/// A class that has a timer as a member gives it a function object that refers to the class, and
/// has it as its last member, so that it goes first.
///
/// It can be neither copied nor moved, as C code keeps its address.
///
/// \context Starting: any. Cancelling and destroying: may sleep.
/// \wraps{linux/hrtimer.h,timers/hrtimers.html}
template <typename F, HrTimerMode kMode = HrTimerMode::Any, ClockSource C = clock::Monotonic>
class HrTimer : Opaque<::hrtimer> {
  static_assert(std::is_same_v<std::invoke_result_t<F&, HrTimerContext<C>&>, HrTimerRestart>,
                "a timer's function takes HrTimerContext<C>& and returns an HrTimerRestart");
  static_assert(Send<F>, "the timer's function object stays with its thread, and runs in another");

 public:
  /// What it returns and where it runs.
  using Clock = C;

  /// A timer that is not started.
  explicit HrTimer(F function) : function_(std::move(function)) {
    // Absolute, so that the clock is C: a relative timer on clock::RealTime would be on another.
    cpp_helper_hrtimer_setup(raw(), &run, C::kId, mode(bindings::HRTIMER_MODE_ABS));
  }
  /// Cancels it.
  ~HrTimer() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    checked(cpp_helper_hrtimer_destroy(raw()));
  }

  /// Lets it go off after \p delta, at once if that is negative. If it was started already, the
  /// former moment is forgotten.
  void start(Delta delta) {
    // C takes a negative length for one so long that it overflows, and never goes off.
    s64 nanos = delta.is_negative() ? 0 : delta.as_nanos();
    cpp_helper_hrtimer_start(raw(), nanos, mode(bindings::HRTIMER_MODE_REL));
  }

  /// Lets it go off at \p moment, at once if that is past. If it was started already, the former
  /// moment is forgotten.
  void start_at(BasicInstant<C> moment) {
    cpp_helper_hrtimer_start(raw(), moment.as_nanos(), mode(bindings::HRTIMER_MODE_ABS));
  }

  /// Keeps it from going off, and waits for its function if that runs. Returns whether it was
  /// started.
  ///
  /// \context May sleep; not in the function itself: that returns HrTimerRestart::NoRestart.
  bool cancel() KERNEL_MAY_SLEEP { return checked(cpp_helper_hrtimer_cancel(raw())); }

  /// Keeps it from going off, unless its function runs already: then it changes nothing and returns
  /// false.
  ///
  /// \context Any.
  bool try_cancel() { return bindings::hrtimer_try_to_cancel(raw()) >= 0; }

  /// Whether it is going to go off, or its function runs.
  bool is_active() const { return bindings::hrtimer_active(raw()); }

  /// How long it takes until it goes off; negative if that is past.
  Delta remaining() const { return Delta::from_nanos(cpp_helper_hrtimer_get_remaining(raw())); }

  /// The C object, for C functions.
  ///
  /// \safety Its function must not be changed.
  ::hrtimer* as_raw() const { return raw(); }

 private:
  ::hrtimer* raw() const { return Opaque::as_raw(); }

  static bool checked(int active) {
    if (active < 0)
      bug("a timer waits for itself: its function must not cancel or destroy it, but return");
    return active;
  }

  static constexpr ::hrtimer_mode mode(auto base) {
    return static_cast<::hrtimer_mode>(static_cast<unsigned int>(base) |
                                       static_cast<unsigned int>(kMode));
  }

  // The function may say that it is called where nothing sleeps, and it is.
  static ::hrtimer_restart run(::hrtimer* timer) KERNEL_NOT_ANALYSED {
    // SAFETY: the address of the C object is that of the Opaque around it, the base of a HrTimer.
    auto* self = static_cast<HrTimer*>(reinterpret_cast<Opaque*>(timer));
    HrTimerContext<C> context(timer);
    return static_cast<::hrtimer_restart>(self->function_(context));
  }

  F function_;
};

/// \cond
template <typename F, HrTimerMode kMode, ClockSource C>
inline constexpr bool kIsSend<HrTimer<F, kMode, C>> = Send<F>;
/// \endcond

}  // namespace kernel
