// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Condition variables: waiting until what a lock guards is as one needs it.

#include <kernel/sync/atomic.hpp>
#include <kernel/sync/lock.hpp>
#include <kernel/sync/wait_queue.hpp>

namespace kernel {

namespace detail {

/// What can be asked of a T under its lock: a function from T& to bool, or one without parameters
/// if the lock is of void.
template <typename F, typename T>
concept PredicateOn = (std::is_void_v<T> && std::predicate<F&>) ||
                      (!std::is_void_v<T> && std::predicate<F&, std::add_lvalue_reference_t<T>>);

}  // namespace detail

/// Where threads wait until what a lock guards is as they need it, and others tell them that it has
/// changed. \p L is the type of the lock.
///
///     # #include <kernel/sync/mutex.hpp>
///     # #include <kernel/thread.hpp>
///     # ---
///     kernel::Mutex<int, "Example::level"> level(0);
///     kernel::CondVar<decltype(level), "Example::risen"> risen;
///     auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "pump", [&] {
///       level.with([](int& now) { now = 7; });
///       risen.notify_all();
///     }));
///     auto guard = level.lock();
///     risen.wait(guard, [](int& now) { return now >= 5; });
///     EXPECT_EQ(*guard, 7);   // still locked: nobody can have changed it
///
/// A wait takes the guard and a *predicate*, a lambda that looks at what is guarded (for a lock of
/// void, one without parameters). It unlocks while it sleeps, and has locked again whenever it asks
/// the predicate, and when it returns. It returns only if the predicate holds, or with an error;
/// that it was woken in vain, its caller never sees. No notification is lost: between asking and
/// sleeping nobody can change what is guarded without waking the thread.
///
/// notify_one() wakes one thread. That is enough only if any of those who wait can use the change;
/// where they wait for different things, take notify_all(). To notify after unlocking is allowed,
/// and spares who was woken from waiting for the lock.
///
/// All waits are with guards of one lock. A guard of another type of lock does not compile; one of
/// another lock of the same type stops the thread with an oops on kernels with CONFIG_LOCKDEP.
///
/// A wait for something that happens without the lock is possible as well, if whoever makes it
/// happen notifies after, or wakes the thread. Stopping a kernel thread wakes it, and ends its
/// interruptible waits; the predicate of any other wait should ask ThreadStop::should_stop() too.
///
/// The predicate is called while the thread is on its way into sleep: it must not sleep itself,
/// even if the lock is a mutex.
///
/// \context Making: any. Waiting: may sleep, so no other spinlock may be held. Notifying: any; with
/// PREEMPT_RT not in interrupts that are not threads. When it is destroyed, nobody may wait, nor be
/// about to notify.
/// \wraps{linux/wait.h,driver-api/basics.html}
template <typename L, LockName kName = "">
class CondVar {
  using T = typename L::Value;
  using Class = detail::LockClass<CondVar, T, kName>;
  /// Where its waits must not be called. Who holds a lock that forbids to sleep gives it back for
  /// the sleep, so there the guard alone is no obstacle.
  using NotIn = typename L::Backend::NotIn;

 public:
  /// One for which nobody waits.
  CondVar() { bindings::__init_waitqueue_head(as_raw(), Class::name(), Class::key()); }

  /// Waits until \p predicate holds. Nothing else ends the wait, so prefer another form where a
  /// user may want to interrupt.
  ///
  /// \context May sleep.
  template <detail::PredicateOn<T> F>
  void wait(Guard<L>& guard, F&& predicate) const KERNEL_MUST_NOT_HOLD(NotIn::capability) {
    until<bindings::TASK_UNINTERRUPTIBLE>(guard, predicate, detail::Unlimited());
  }

  /// The same for threads that have nothing to do: the wait does not count as load, and may last
  /// for hours without a warning of the kernel. As it is not interruptible, the predicate of a
  /// thread that will be stopped must ask ThreadStop::should_stop() too.
  ///
  /// \context May sleep.
  template <detail::PredicateOn<T> F>
  void wait_idle(Guard<L>& guard, F&& predicate) const KERNEL_MUST_NOT_HOLD(NotIn::capability) {
    until<bindings::TASK_IDLE>(guard, predicate, detail::Unlimited());
  }

  /// Waits until \p predicate holds or a signal comes.
  ///
  /// \errors #ERESTARTSYS if a signal came, or the kernel thread is to stop, and the predicate does
  /// not hold.
  /// \context May sleep.
  template <detail::PredicateOn<T> F>
  Result<void> wait_interruptible(Guard<L>& guard, F&& predicate) const
      KERNEL_MUST_NOT_HOLD(NotIn::capability) {
    return to_result(until<bindings::TASK_INTERRUPTIBLE>(guard, predicate, detail::Unlimited()));
  }

  /// As wait_interruptible(), but the system may be suspended meanwhile: for kernel threads that
  /// are to stand still then.
  ///
  /// \errors As for wait_interruptible().
  /// \context May sleep.
  template <detail::PredicateOn<T> F>
  Result<void> wait_interruptible_freezable(Guard<L>& guard, F&& predicate) const
      KERNEL_MUST_NOT_HOLD(NotIn::capability) {
    return to_result(until<bindings::TASK_INTERRUPTIBLE | bindings::TASK_FREEZABLE>(
        guard, predicate, detail::Unlimited()));
  }

  /// Waits until \p predicate holds, but not longer than \p timeout, rounded up to ticks.
  ///
  /// \errors #ETIMEDOUT if the predicate does not hold in the end.
  /// \context May sleep.
  template <detail::PredicateOn<T> F>
  Result<void> wait_timeout(Guard<L>& guard, Delta timeout, F&& predicate) const
      KERNEL_MUST_NOT_HOLD(NotIn::capability) {
    return to_result(
        until<bindings::TASK_UNINTERRUPTIBLE>(guard, predicate, detail::Limited(timeout)));
  }

  /// Waits until \p predicate holds or a signal comes, but not longer than \p timeout, rounded up
  /// to ticks.
  ///
  /// \errors As for wait_interruptible(); #ETIMEDOUT if the predicate does not hold in the end.
  /// \context May sleep.
  template <detail::PredicateOn<T> F>
  Result<void> wait_interruptible_timeout(Guard<L>& guard, Delta timeout, F&& predicate) const
      KERNEL_MUST_NOT_HOLD(NotIn::capability) {
    return to_result(
        until<bindings::TASK_INTERRUPTIBLE>(guard, predicate, detail::Limited(timeout)));
  }

  /// As wait_interruptible_timeout(), but the system may be suspended meanwhile.
  ///
  /// \errors As for wait_interruptible_timeout().
  /// \context May sleep.
  template <detail::PredicateOn<T> F>
  Result<void> wait_interruptible_freezable_timeout(Guard<L>& guard, Delta timeout,
                                                    F&& predicate) const
      KERNEL_MUST_NOT_HOLD(NotIn::capability) {
    return to_result(until<bindings::TASK_INTERRUPTIBLE | bindings::TASK_FREEZABLE>(
        guard, predicate, detail::Limited(timeout)));
  }

  /// Wakes one of those who wait, the one that has waited longest.
  void notify_one() const { notify(1); }
  /// Wakes all who wait.
  void notify_all() const { notify(0); }
  /// As notify_one(), by a thread that is about to sleep: who wakes may run on its processor then.
  void notify_sync() const { bindings::__wake_up_sync(as_raw(), bindings::TASK_NORMAL); }

  /// The wait queue, for C functions.
  ///
  /// \safety It must not be used after the CondVar is gone.
  ::wait_queue_head* as_raw() const { return queue_.as_raw(); }

 private:
  // Waiters are exclusive, as notify_one() shall wake just one; why nothing is lost, wait_in()
  // says.
  template <unsigned int kState, typename F, typename Time>
  int until(Guard<L>& guard, F& predicate, Time time) const KERNEL_NOT_ANALYSED {
#ifdef CONFIG_LOCKDEP
    const L* known = lock_.cmpxchg(nullptr, &guard.lock_, Relaxed);
    if (known && known != &guard.lock_)
      bug("a CondVar is waited on with guards of two locks: it needs a CondVar for each");
#endif
    auto check = [&]() -> bool {
      if constexpr (std::is_void_v<T>) {
        return predicate();
      } else {
        return predicate(*guard);
      }
    };
    return detail::wait_in<kState, bindings::WQ_FLAG_EXCLUSIVE>(
        as_raw(), time, check, [&] { guard.do_unlocked([&] { time.sleep(); }); });
  }

  void notify(int exclusive) const {
    bindings::__wake_up(as_raw(), bindings::TASK_NORMAL, exclusive, nullptr);
  }

  Opaque<::wait_queue_head> queue_;
#ifdef CONFIG_LOCKDEP
  // Whose guards it is waited on with.
  Atomic<const L*> lock_{nullptr};
#endif
};

}  // namespace kernel
