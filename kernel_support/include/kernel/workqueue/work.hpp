// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// A function of an object that runs later.

#include <kernel/types/not_thread_safe.hpp>
#include <kernel/workqueue/queue.hpp>

namespace kernel {

namespace detail {

/// Whose function a pointer to a member function is.
template <typename T>
struct WorkFunction {
  static_assert(sizeof(T) == 0, "work runs a member function without arguments that returns void");
};
template <typename T>
struct WorkFunction<void (T::*)()> {
  using Owner = T;
};
template <typename T>
struct WorkFunction<void (T::*)() const> {
  using Owner = const T;
};

/// Stops a function that would wait for its own end.
inline void check_flushed_outside(const work_struct* work) {
  if (bindings::current_work() == work)
    bug("a Work is waited for by its function: let another one do that");
}
inline void check_destroyed_outside(const work_struct* work) {
  if (bindings::current_work() == work)
    bug("a Work is destroyed by its function: let another one do that");
}

/// The queue of a work, and what keeps it there.
class BoundQueue {
 public:
  explicit BoundQueue(const workqueue::SystemQueue& queue)
      : queue_(queue.as_raw()), core_(nullptr) {}
  explicit BoundQueue(const workqueue::OwnedQueue& queue)
      : queue_(queue.as_raw()), core_(QueueAccess::share(queue)) {}
  BoundQueue(const BoundQueue&) = delete;
  BoundQueue& operator=(const BoundQueue&) = delete;
  ~BoundQueue() KERNEL_MAY_SLEEP {
    // SAFETY: the constructor gave it away.
    if (core_) Arc<QueueCore>::from_raw(core_);
  }

  workqueue_struct* as_raw() const { return queue_; }

 private:
  workqueue_struct* queue_;
  /// One owner of what an OwnedQueue shares; none for a system queue.
  const QueueCore* core_;
};

}  // namespace detail

/// Work that belongs to an object: a member function that a thread of the kernel calls some time
/// after the work was put into its queue.
///
///     class Device {
///      public:
///       void interrupt() { work_.enqueue(); }
///       void finish() { work_.flush(); }
///       int events() const { return events_; }
///
///      private:
///       void on_work() { ++events_; }
///
///       int events_ = 0;
///       kernel::Work<&Device::on_work> work_{*this, kernel::workqueue::system()};   // the last
///     } device;
///     device.interrupt();
///     device.finish();
///     EXPECT_EQ(device.events(), 1);
///
/// For a function in a function, a lambda that stands before it:
///
///     int calls = 0;
///     auto count = [&] { ++calls; };
///     kernel::Work work(count, kernel::workqueue::system_unbound());
///     work.enqueue();
///     work.flush();
///     EXPECT_EQ(calls, 1);
///
/// It belongs to one queue from its making on. The function runs in one thread at a time, however
/// often the work is put in: the kernel sees to that within a queue, but not among several. A queue
/// of one's own cannot go before it: a Work of an OwnedQueue keeps the C queue alive, and can still
/// be put in when the OwnedQueue is gone.
///
/// Its destructor takes it out of the queue, or waits until the function has returned. Therefore
/// declare it behind all members that the function uses: what is declared last goes first. Who puts
/// it in from then on, be it its own function, is refused, so works of one object may put in each
/// other.
///
/// The function may put its own work in again, but not destroy it, and not wait for it: that stops
/// the thread with an oops.
///
/// It can be neither copied nor moved, and neither can its owner. lockdep has one class for all
/// works of one function. \p O is not to be written: it follows from the function.
///
/// \invariant The owner and the queue outlive it.
/// \safety What the function shares with others needs a lock or must be atomic, as with threads;
/// two works with the same function run at once.
/// \context Making: any. Destroying: may sleep; if the OwnedQueue is gone already, not in a
/// function that runs in that queue. The function may sleep.
/// \wraps{linux/workqueue.h,core-api/workqueue.html}
// O is an argument of the template because GCC 12 forgets that a function of a class without
// linkage has none itself: two files of a module, each with a class in an unnamed namespace, would
// share one Work if these classes and their functions had the same names.
template <auto kFunction, typename O = typename detail::WorkFunction<decltype(kFunction)>::Owner>
class Work {
 public:
  /// Whose function it is.
  using Owner = O;

  /// Work of \p owner that will run in \p queue.
  Work(Owner& owner, const workqueue::SystemQueue& queue) : owner_(&owner), queue_(queue) {
    initialise();
  }
  /// The same in a queue of one's own.
  Work(Owner& owner, const workqueue::OwnedQueue& queue) : owner_(&owner), queue_(queue) {
    initialise();
  }
  /// The owner must stay.
  Work(const Owner&& owner, const workqueue::SystemQueue& queue) = delete;
  Work(const Owner&& owner, const workqueue::OwnedQueue& queue) = delete;
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;
  /// Cancels it, and waits until the function has returned. Its own function doing that is a bug
  /// and stops the thread with an oops, as it would wait for itself.
  ~Work() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    detail::check_destroyed_outside(raw_.as_raw());
    cpp_helper_destroy_work(raw_.as_raw());
  }

  /// Lets it run soon, once. Whether it was not waiting already; while it runs it is not waiting,
  /// and runs again.
  ///
  /// What was written before a call that gives true, the function sees.
  ///
  /// \context Any, interrupts included.
  bool enqueue() const {
    return bindings::queue_work_on(bindings::WORK_CPU_UNBOUND, queue_.as_raw(), raw_.as_raw());
  }

  /// Whether it waits in a queue.
  ///
  /// \context Any.
  bool is_pending() const { return cpp_helper_work_pending(raw_.as_raw()); }

  /// Waits until the function has run for the last time that the work was put in. Whether it had to
  /// wait.
  ///
  /// \context May sleep; not in the function itself, which would wait for itself: a bug that stops
  /// the thread with an oops.
  bool flush() const KERNEL_MAY_SLEEP {
    detail::check_flushed_outside(raw_.as_raw());
    return bindings::flush_work(raw_.as_raw());
  }

  /// Takes it out of its queue. Whether it was in one. The function may run all the same, if it has
  /// begun.
  ///
  /// \context Any, interrupts included.
  bool cancel() const { return bindings::cancel_work(raw_.as_raw()); }

  /// Takes it out of its queue, and waits until the function has returned. Whether it was in one.
  /// If nobody else puts it in, it is neither waiting nor running then, even if the function puts
  /// it in again.
  ///
  /// \context As flush().
  bool cancel_sync() const KERNEL_MAY_SLEEP {
    detail::check_flushed_outside(raw_.as_raw());
    return bindings::cancel_work_sync(raw_.as_raw());
  }

  /// The C work, for C functions.
  ///
  /// \safety It must not be used after the work is gone, its function not be changed, and it must
  /// not be put into another queue.
  work_struct* as_raw() const { return raw_.as_raw(); }

 private:
  void initialise() {
    using Class = detail::LockClass<Work, Work, "">;
    cpp_helper_init_work(raw_.as_raw(), &run, Class::name(), Class::key());
  }

  static void run(work_struct* raw) {
    static_assert(Send<Owner>, "the owner stays with its thread, and work runs in another one");
    // INVARIANT: the C work is the first member of a Work of this type.
    (reinterpret_cast<Work*>(raw)->owner_->*kFunction)();
  }

  Opaque<work_struct> raw_;
  Owner* owner_;
  detail::BoundQueue queue_;
};

/// \cond  Doxygen takes it for a function
template <typename F, typename Queue>
Work(F&, const Queue&) -> Work<&F::operator()>;
/// \endcond

}  // namespace kernel
