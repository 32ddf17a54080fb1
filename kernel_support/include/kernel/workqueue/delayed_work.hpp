// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// A function of an object that runs after some time.

#include <kernel/workqueue/work.hpp>

namespace kernel {

/// A Work with a timer: the function is called some time after the delay is over.
///
///     using namespace kernel::literals;
///     class Heater {
///      public:
///       void finish() { work_.flush(); }   // does not wait for the delay
///       bool is_on() const { return on_; }
///
///      private:
///       void switch_off() { on_ = false; }
///
///       bool on_ = true;
///       kernel::DelayedWork<&Heater::switch_off> work_{*this, kernel::workqueue::system()};
///
///      public:
///       bool start() { return work_.enqueue(10_s); }
///     } heater;
///     EXPECT(heater.start());
///     EXPECT(heater.is_on());
///     heater.finish();
///     EXPECT(!heater.is_on());
///
/// All else is as for Work: the queue that it belongs to, the destructor, and where to declare it.
///
/// \invariant The owner and the queue outlive it.
/// \context Making: any. Destroying: may sleep; if the OwnedQueue is gone already, not in a
/// function that runs in that queue. The function may sleep.
/// \wraps{linux/workqueue.h,core-api/workqueue.html}
template <auto kFunction, typename O = typename detail::WorkFunction<decltype(kFunction)>::Owner>
class DelayedWork {
 public:
  /// Whose function it is.
  using Owner = O;

  /// Work of \p owner that will run in \p queue.
  DelayedWork(Owner& owner, const workqueue::SystemQueue& queue) : owner_(&owner), queue_(queue) {
    initialise();
  }
  /// The same in a queue of one's own.
  DelayedWork(Owner& owner, const workqueue::OwnedQueue& queue) : owner_(&owner), queue_(queue) {
    initialise();
  }
  /// The owner must stay.
  DelayedWork(const Owner&& owner, const workqueue::SystemQueue& queue) = delete;
  DelayedWork(const Owner&& owner, const workqueue::OwnedQueue& queue) = delete;
  DelayedWork(const DelayedWork&) = delete;
  DelayedWork& operator=(const DelayedWork&) = delete;
  /// Cancels it, and waits until the function has returned. Its own function doing that is a bug
  /// and stops the thread with an oops, as it would wait for itself.
  ~DelayedWork() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    detail::check_destroyed_outside(&raw_.as_raw()->work);
    cpp_helper_destroy_delayed_work(raw_.as_raw());
  }

  /// Lets it run once \p delay is over. Whether it was not waiting already: if it was, nothing
  /// changes. Without a delay it is put into the queue at once.
  ///
  /// \context Any, interrupts included.
  bool enqueue(Delta delay) const {
    return bindings::queue_delayed_work_on(bindings::WORK_CPU_UNBOUND, queue_.as_raw(),
                                           raw_.as_raw(), detail::delay_ticks(delay));
  }

  /// Lets it run once \p delay is over, counted from now, also if it was waiting already. Whether
  /// it was.
  ///
  /// \context Any, interrupts included.
  bool modify(Delta delay) const {
    return cpp_helper_mod_delayed_work(queue_.as_raw(), raw_.as_raw(), detail::delay_ticks(delay));
  }

  /// Whether it waits, for its time or in the queue.
  ///
  /// \context Any.
  bool is_pending() const { return cpp_helper_work_pending(&raw_.as_raw()->work); }

  /// Ends the delay, and waits until the function has run for the last time that the work was put
  /// in. Whether it had to wait.
  ///
  /// \context As Work::flush().
  bool flush() const KERNEL_MAY_SLEEP {
    detail::check_flushed_outside(&raw_.as_raw()->work);
    return bindings::flush_delayed_work(raw_.as_raw());
  }

  /// As Work::cancel().
  bool cancel() const { return cpp_helper_cancel_delayed_work(raw_.as_raw()); }

  /// As Work::cancel_sync().
  ///
  /// \context As Work::flush().
  bool cancel_sync() const KERNEL_MAY_SLEEP {
    detail::check_flushed_outside(&raw_.as_raw()->work);
    return bindings::cancel_delayed_work_sync(raw_.as_raw());
  }

  /// The C work, for C functions.
  ///
  /// \safety It must not be used after the work is gone, its function not be changed, and it must
  /// not be put into another queue.
  delayed_work* as_raw() const { return raw_.as_raw(); }

 private:
  struct TimerClass;

  void initialise() {
    using Class = detail::LockClass<DelayedWork, DelayedWork, "">;
    using Timer = detail::LockClass<TimerClass, DelayedWork, "">;
    cpp_helper_init_delayed_work(raw_.as_raw(), &run, Class::name(), Class::key(), Timer::key());
  }

  static void run(work_struct* raw) {
    static_assert(Send<Owner>, "the owner stays with its thread, and work runs in another one");
    // INVARIANT: the C work is the first member of a `struct delayed_work`, and that of a
    // DelayedWork of this type.
    (reinterpret_cast<DelayedWork*>(raw)->owner_->*kFunction)();
  }

  Opaque<delayed_work> raw_;
  Owner* owner_;
  detail::BoundQueue queue_;
};

/// \cond  Doxygen takes it for a function
template <typename F, typename Queue>
DelayedWork(F&, const Queue&) -> DelayedWork<&F::operator()>;
/// \endcond

}  // namespace kernel
