// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Wait queues: where threads sleep until a condition holds, and callbacks wait to be called.

#include <helpers/kernel.h>
#include <helpers/wait.h>

#include <concepts>
#include <kernel/result.hpp>
#include <kernel/sync/lock_class.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/time.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/opaque.hpp>
#include <type_traits>
#include <utility>

namespace kernel {
namespace detail {

/// Sleeps until somebody wakes the thread.
struct Unlimited {
  bool expired() const { return false; }
  void sleep() { bindings::schedule(); }
};

/// The same, but not longer than what is left of a timeout.
class Limited {
 public:
  explicit Limited(Delta timeout) : left_(static_cast<long>(Jiffies(timeout).as_raw())) {}
  bool expired() const { return left_ == 0; }
  void sleep() { left_ = bindings::schedule_timeout(left_); }

 private:
  long left_;
};

/// Sleeps in \p queue until \p check holds. Gives 0, or `-ERESTARTSYS` after a signal if \p kState
/// lets signals in, or `-ETIMEDOUT`. \p sleep calls `time.sleep()`.
///
/// No wake-up is lost:
///
/// - The thread is in the queue, and in the state of one that sleeps, before it checks. Whoever
///   makes the condition true and wakes up after that finds the thread, so it does not sleep
///   through it; what was made true before that is seen by the check. The lock of the queue, which
///   both take, puts the one before the other.
/// - An exclusive waiter (`WQ_FLAG_EXCLUSIVE`) that a wake-up picks is taken out of the queue, and
///   nobody else is woken in its place. So it must not give up without having looked for what it
///   was woken for: whenever it gives up, it first leaves the queue, then checks a last time, and
///   returns an error only if the condition does not hold. A wake-up that picked it came before it
///   had left, so the check sees what that wake-up announced; if that is gone, somebody else has
///   used it, and there is nothing to pass on. A later wake-up does not find it and picks another.
///   prepare_to_wait_event() is written to that end: it takes a thread with a signal out of the
///   queue, under the queue's lock.
/// - A wake-up does not pick a thread that something else, a signal or the timer, has woken before:
///   it is not counted, and the next waiter is taken.
template <unsigned int kState, int kFlags, typename Time, typename Check, typename Sleep>
int wait_in(::wait_queue_head* queue, Time& time, Check&& check, Sleep&& sleep) {
  if (check()) return 0;
  ::wait_queue_entry entry;
  bindings::init_wait_entry(&entry, kFlags);
  while (!time.expired()) {
    long interrupted = bindings::prepare_to_wait_event(queue, &entry, static_cast<int>(kState));
    if (check()) {
      bindings::finish_wait(queue, &entry);
      return 0;
    }
    if constexpr (kState & (bindings::TASK_INTERRUPTIBLE | bindings::TASK_WAKEKILL))
      if (interrupted) return static_cast<int>(interrupted);
    sleep();
  }
  bindings::finish_wait(queue, &entry);
  return check() ? 0 : -bindings::ETIMEDOUT;
}

}  // namespace detail

/// What a wake-up says to the callbacks of wait entries.
///
///     kernel::WaitQueue<> queue;
///     u32 events = 1;
///     kernel::WaitEntry entry(queue, [&](kernel::WakeUp wake_up) { events = wake_up.events(); });
///     queue.wake_up();
///     EXPECT_EQ(events, 0);   // it did not say any
class WakeUp {
 public:
  /// \cond
  explicit WakeUp(void* key) : key_(reinterpret_cast<unsigned long>(key)) {}
  /// \endcond

  /// The poll events (`EPOLLIN` and so on) that have come; 0 if the waker did not name any.
  u32 events() const { return static_cast<u32>(key_); }

 private:
  unsigned long key_;
};

/// A wait queue, of whatever lock class: what functions take by reference. A WaitQueue is one.
///
/// Threads wait until a *predicate* holds, a lambda without parameters that gives a bool; it is
/// called before the thread sleeps, and whenever it was woken. Whoever makes the predicate true
/// then wakes up. What it looks at must be safe to look at without a lock, such as an atomic;
/// where a lock guards it, use a CondVar.
///
/// The predicate is called while the thread is on its way into sleep: it must not sleep itself.
///
///     bool wait_for(const kernel::WaitQueueHead& queue, const bool& ready) {
///       return queue.wait_event_interruptible([&] { return ready; }).is_ok();
///     }
///     # ---
///
///     kernel::WaitQueue<"Example::queue"> queue;
///     EXPECT(wait_for(queue, true));
///
/// \wraps{linux/wait.h,driver-api/basics.html}
class WaitQueueHead {
 public:
  /// A queue of C code.
  ///
  /// \safety \p head must be a wait queue that was initialised, and must stay as long as the
  /// reference is used.
  static WaitQueueHead& from_raw(::wait_queue_head* head) {
    // SAFETY: an Opaque, all that a WaitQueueHead consists of, is just the C object.
    return *reinterpret_cast<WaitQueueHead*>(head);
  }

  /// Sleeps until \p predicate holds. Nothing else wakes it up, so prefer another form where a user
  /// may want to interrupt.
  ///
  /// \context May sleep.
  template <std::predicate F>
  void wait_event(F&& predicate) const KERNEL_MAY_SLEEP {
    until<bindings::TASK_UNINTERRUPTIBLE>(predicate, detail::Unlimited());
  }

  /// The same for threads that have nothing to do: the sleep does not count as load, and may last
  /// for hours without a warning of the kernel.
  ///
  /// \context May sleep.
  template <std::predicate F>
  void wait_event_idle(F&& predicate) const KERNEL_MAY_SLEEP {
    until<bindings::TASK_IDLE>(predicate, detail::Unlimited());
  }

  /// Sleeps until \p predicate holds or a signal comes.
  ///
  /// \errors #ERESTARTSYS if a signal came, or the kernel thread is to stop, and the predicate does
  /// not hold.
  /// \context May sleep.
  template <std::predicate F>
  Result<void> wait_event_interruptible(F&& predicate) const KERNEL_MAY_SLEEP {
    return to_result(until<bindings::TASK_INTERRUPTIBLE>(predicate, detail::Unlimited()));
  }

  /// The same as an exclusive waiter: of those, wake_up() wakes only one.
  ///
  /// \errors As for wait_event_interruptible().
  /// \context May sleep.
  template <std::predicate F>
  Result<void> wait_event_interruptible_exclusive(F&& predicate) const KERNEL_MAY_SLEEP {
    return to_result(until<bindings::TASK_INTERRUPTIBLE, bindings::WQ_FLAG_EXCLUSIVE>(
        predicate, detail::Unlimited()));
  }

  /// Sleeps until \p predicate holds or a signal comes that kills the process.
  ///
  /// \errors #ERESTARTSYS if such a signal came and the predicate does not hold.
  /// \context May sleep.
  template <std::predicate F>
  Result<void> wait_event_killable(F&& predicate) const KERNEL_MAY_SLEEP {
    return to_result(until<bindings::TASK_KILLABLE>(predicate, detail::Unlimited()));
  }

  /// As wait_event_interruptible(), but the system may be suspended meanwhile: for kernel threads
  /// that are to stand still then.
  ///
  /// \errors As for wait_event_interruptible().
  /// \context May sleep.
  template <std::predicate F>
  Result<void> wait_event_freezable(F&& predicate) const KERNEL_MAY_SLEEP {
    return to_result(until<bindings::TASK_INTERRUPTIBLE | bindings::TASK_FREEZABLE>(
        predicate, detail::Unlimited()));
  }

  /// Sleeps until \p predicate holds, but not longer than \p timeout, rounded up to ticks.
  ///
  /// \errors #ETIMEDOUT if the predicate does not hold in the end.
  /// \context May sleep.
  template <std::predicate F>
  Result<void> wait_event_timeout(Delta timeout, F&& predicate) const KERNEL_MAY_SLEEP {
    return to_result(until<bindings::TASK_UNINTERRUPTIBLE>(predicate, detail::Limited(timeout)));
  }

  /// Sleeps until \p predicate holds or a signal comes, but not longer than \p timeout, rounded up
  /// to ticks.
  ///
  /// \errors As for wait_event_interruptible(); #ETIMEDOUT if the predicate does not hold in the
  /// end.
  /// \context May sleep.
  template <std::predicate F>
  Result<void> wait_event_interruptible_timeout(Delta timeout,
                                                F&& predicate) const KERNEL_MAY_SLEEP {
    return to_result(until<bindings::TASK_INTERRUPTIBLE>(predicate, detail::Limited(timeout)));
  }

  /// Wakes all that wait in the queue, but only one of the exclusive waiters.
  ///
  /// If it wakes somebody, what was written before it is visible to whoever it wakes.
  ///
  /// \context Any; with PREEMPT_RT not in interrupts that are not threads.
  void wake_up() const { wake(bindings::TASK_NORMAL, 1); }
  /// Wakes all that wait in the queue.
  ///
  /// \context As for wake_up().
  void wake_up_all() const { wake(bindings::TASK_NORMAL, 0); }
  /// As wake_up(), but lets threads sleep on whose wait cannot be interrupted.
  ///
  /// \context As for wake_up().
  void wake_up_interruptible() const { wake(bindings::TASK_INTERRUPTIBLE, 1); }
  /// As wake_up_all(), but lets threads sleep on whose wait cannot be interrupted.
  ///
  /// \context As for wake_up().
  void wake_up_interruptible_all() const { wake(bindings::TASK_INTERRUPTIBLE, 0); }
  /// As wake_up(), by a thread that is about to sleep: who wakes may run on its processor then.
  ///
  /// \context As for wake_up().
  void wake_up_sync() const { bindings::__wake_up_sync(as_raw(), bindings::TASK_NORMAL); }

  /// Whether somebody waits. Whoever begins to wait after that sees what was written before it.
  ///
  /// \context Any.
  bool has_sleeper() const { return cpp_helper_wq_has_sleeper(as_raw()); }

  /// The queue's address, for C functions.
  ///
  /// \safety It must not be used after the queue is gone.
  ::wait_queue_head* as_raw() const { return head_.as_raw(); }

 protected:
  /// \cond
  WaitQueueHead(const char* name, lock_class_key* key) {
    bindings::__init_waitqueue_head(as_raw(), name, key);
  }
  ~WaitQueueHead() = default;
  /// \endcond

 private:
  template <unsigned int kState, int kFlags = 0, typename F, typename Time>
  int until(F& predicate, Time time) const {
    cpp_helper_might_sleep();
    return detail::wait_in<kState, kFlags>(
        as_raw(), time, [&]() -> bool { return predicate(); }, [&] { time.sleep(); });
  }

  void wake(unsigned int state, int exclusive) const {
    bindings::__wake_up(as_raw(), state, exclusive, nullptr);
  }

  Opaque<::wait_queue_head> head_;
};

/// A wait queue.
///
///     # #include <kernel/sync/atomic.hpp>
///     # #include <kernel/thread.hpp>
///     # ---
///     kernel::WaitQueue<"Example::ready"> queue;
///     kernel::Atomic<int> ready{0};
///     auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "waker", [&] {
///       ready.store(1, kernel::Release);
///       queue.wake_up();
///     }));
///     queue.wait_event([&] { return ready.load(kernel::Acquire) == 1; });
///
/// All queues of one name are of one lock class.
///
/// \context Making: any. When it is destroyed, nobody may wait in it, nor be about to wake up.
/// \wraps{linux/wait.h,driver-api/basics.html}
template <LockName kName = "">
class WaitQueue : public WaitQueueHead {
  using Class = detail::LockClass<WaitQueue, WaitQueueHead, kName>;

 public:
  /// A queue in which nobody waits.
  WaitQueue() : WaitQueueHead(Class::name(), Class::key()) {}
};

/// A callback in a wait queue: each wake-up calls it, until the object is destroyed.
///
///     kernel::WaitQueue<> queue;
///     int calls = 0;
///     {
///       kernel::WaitEntry entry(queue, [&] { ++calls; });
///       queue.wake_up();
///     }
///     queue.wake_up();
///     EXPECT_EQ(calls, 1);
///
/// The callback has no parameters, or a kernel::WakeUp. It runs where somebody wakes up, under the
/// queue's lock and with interrupts disabled: calls never overlap, must not sleep and must not
/// touch that queue. After the destructor no call runs any more.
///
/// \context Making and destroying: any, but not in the callback. The queue must live longer.
/// \wraps{linux/wait.h,driver-api/basics.html}
template <typename F>
  requires(std::invocable<F&> || std::invocable<F&, WakeUp>)
class WaitEntry {
 public:
  /// Has \p queue call \p callback.
  // On the constructor, as GCC overlooks it on a class template.
  [[nodiscard("an entry without a name leaves the queue at once")]] WaitEntry(
      const WaitQueueHead& queue, F callback)
      : queue_(queue.as_raw()), callback_(std::move(callback)) {
    ::wait_queue_entry* entry = entry_.as_raw();
    entry->func = &call;
    entry->private_ = this;
    bindings::add_wait_queue(queue_, entry);
  }
  WaitEntry(const WaitQueueHead&&, F) = delete;  // the queue must outlive the entry: name it
  /// Takes it out of the queue; waits for a call that runs.
  ~WaitEntry() { bindings::remove_wait_queue(queue_, entry_.as_raw()); }

 private:
  static int call(::wait_queue_entry* entry, unsigned int, int, void* key) {
    // INVARIANT: the constructor has set it; the destructor takes the entry out under the lock.
    auto& self = *static_cast<WaitEntry*>(entry->private_);
    if constexpr (std::invocable<F&, WakeUp>) {
      self.callback_(WakeUp(key));
    } else {
      self.callback_();
    }
    return 0;
  }

  Opaque<::wait_queue_entry> entry_;
  ::wait_queue_head* queue_;
  F callback_;
};

/// \cond
template <typename F>
inline constexpr bool kIsSend<WaitEntry<F>> = Send<F>;
/// \endcond

}  // namespace kernel
