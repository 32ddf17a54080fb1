// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Completions: waiting until something has happened.

#include <helpers/completion.h>

#include <kernel/result.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/time.hpp>
#include <kernel/types/opaque.hpp>

namespace kernel {

/// Something that happens once, or a counted number of times, and that threads wait for.
///
///     # #include <kernel/thread.hpp>
///     # ---
///     kernel::Completion done;
///     int answer = 0;
///     auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "worker", [&] {
///       answer = 42;
///       done.complete();
///     }));
///     done.wait();
///     EXPECT_EQ(answer, 42);
///
/// It does not matter which comes first: each complete() lets one wait pass, be it one that has
/// begun or the next. What was written before complete() is visible after the wait. As soon as the
/// wait is over, the Completion may be destroyed.
///
/// \context complete(), complete_all(), try_wait() and is_done(): any. Waiting: may sleep.
/// \wraps{linux/completion.h,scheduler/completion.html}
class Completion {
 public:
  /// One that has not happened.
  Completion() { cpp_helper_init_completion(state_.as_raw()); }

  /// It has happened: lets one wait pass, the one that began first.
  ///
  /// \context Any.
  void complete() const { bindings::complete(state_.as_raw()); }
  /// It has happened for good: lets all waits pass, those that come later too, until reinit().
  ///
  /// \context Any.
  void complete_all() const { bindings::complete_all(state_.as_raw()); }

  /// Waits until it has happened. Nothing else ends the wait.
  ///
  /// \context May sleep.
  void wait() const KERNEL_MAY_SLEEP { bindings::wait_for_completion(state_.as_raw()); }

  /// Waits until it has happened or a signal comes.
  ///
  /// \errors #ERESTARTSYS if a signal came, or the kernel thread is to stop.
  /// \context May sleep.
  Result<void> wait_interruptible() const KERNEL_MAY_SLEEP {
    return to_result(bindings::wait_for_completion_interruptible(state_.as_raw()));
  }

  /// Waits until it has happened or a signal comes that kills the process.
  ///
  /// \errors #ERESTARTSYS if such a signal came.
  /// \context May sleep.
  Result<void> wait_killable() const KERNEL_MAY_SLEEP {
    return to_result(bindings::wait_for_completion_killable(state_.as_raw()));
  }

  /// Waits until it has happened, but not longer than \p timeout, rounded up to ticks.
  ///
  /// \errors #ETIMEDOUT if it has not happened by then.
  /// \context May sleep.
  Result<void> wait_timeout(Delta timeout) const KERNEL_MAY_SLEEP {
    return limited(
        static_cast<long>(bindings::wait_for_completion_timeout(state_.as_raw(), ticks(timeout))));
  }

  /// Waits until it has happened or a signal comes, but not longer than \p timeout, rounded up to
  /// ticks.
  ///
  /// \errors #ERESTARTSYS if a signal came, or the kernel thread is to stop; #ETIMEDOUT if it has
  /// not happened in the end.
  /// \context May sleep.
  Result<void> wait_interruptible_timeout(Delta timeout) const KERNEL_MAY_SLEEP {
    return limited(
        bindings::wait_for_completion_interruptible_timeout(state_.as_raw(), ticks(timeout)));
  }

  /// Waits until it has happened or a signal comes that kills the process, but not longer than
  /// \p timeout, rounded up to ticks.
  ///
  /// \errors #ERESTARTSYS if such a signal came; #ETIMEDOUT if it has not happened in the end.
  /// \context May sleep.
  Result<void> wait_killable_timeout(Delta timeout) const KERNEL_MAY_SLEEP {
    return limited(bindings::wait_for_completion_killable_timeout(state_.as_raw(), ticks(timeout)));
  }

  /// Takes what wait() would take, if it has happened.
  ///
  /// \context Any.
  [[nodiscard]] bool try_wait() const { return bindings::try_wait_for_completion(state_.as_raw()); }

  /// Whether a wait would pass at once.
  ///
  /// \context Any.
  bool is_done() const { return bindings::completion_done(state_.as_raw()); }

  /// It has not happened again. Nobody may wait or complete meanwhile.
  ///
  /// \context Any.
  void reinit() const { cpp_helper_reinit_completion(state_.as_raw()); }

  /// The C object, for C functions.
  ///
  /// \safety It must not be used after the Completion is gone.
  ::completion* as_raw() const { return state_.as_raw(); }

 private:
  static unsigned long ticks(Delta timeout) { return Jiffies(timeout).as_raw(); }

  /// What is left of the timeout, 0 if nothing is, or an error number.
  static Result<void> limited(long left) {
    if (left == 0) return ETIMEDOUT;
    return to_result(left < 0 ? static_cast<int>(left) : 0);
  }

  Opaque<::completion> state_;
};

}  // namespace kernel
