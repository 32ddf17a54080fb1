// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// A function of an object that runs later.

#include <kernel/bug.hpp>
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

}  // namespace detail

/// Work that belongs to an object: a member function that a thread of the kernel calls some time
/// after the work was put into a queue.
///
///     class Device {
///      public:
///       void interrupt() { kernel::workqueue::system().enqueue(work_); }
///       void finish() { work_.flush(); }
///       int events() const { return events_; }
///
///      private:
///       void on_work() { ++events_; }
///
///       int events_ = 0;
///       kernel::Work<&Device::on_work> work_{*this};   // the last member
///     } device;
///     device.interrupt();
///     device.finish();
///     EXPECT_EQ(device.events(), 1);
///
/// For a function in a function, a lambda that stands before it:
///
///     int calls = 0;
///     auto count = [&] { ++calls; };
///     kernel::Work work(count);
///     kernel::workqueue::system_unbound().enqueue(work);
///     work.flush();
///     EXPECT_EQ(calls, 1);
///
/// Its destructor takes it out of the queue, or waits until the function has returned. Therefore
/// declare it behind all members that the function uses: what is declared last goes first. Nobody
/// may put it into a queue then; only the function itself may try, in vain. Works of one object
/// that put in each other need a flag that ends this before the first of them goes.
///
/// The function runs in one thread at a time, however often and into whichever queue the work is
/// put in. It may put its own work in again, but not destroy it, and not wait for it.
///
/// It can be neither copied nor moved, and neither can its owner. lockdep has one class for all
/// works of one function. \p O is not to be written: it follows from the function.
///
/// \invariant The owner outlives it.
/// \context Making: any. Destroying: may sleep. The function may sleep.
/// \wraps{linux/workqueue.h,core-api/workqueue.html}
// O is an argument of the template because GCC 12 forgets that a function of a class without
// linkage has none itself: two files of a module, each with a class in an unnamed namespace, would
// share one Work if these classes and their functions had the same names.
template <auto kFunction, typename O = typename detail::WorkFunction<decltype(kFunction)>::Owner>
class Work {
 public:
  /// Whose function it is.
  using Owner = O;

  /// Work of \p owner, in no queue.
  explicit Work(Owner& owner) : owner_(&owner) {
    using Class = detail::LockClass<Work, Work, "">;
    cpp_helper_init_work(raw_.as_raw(), &run, Class::name(), Class::key());
  }
  /// The owner must stay.
  explicit Work(const Owner&& owner) = delete;
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;
  /// Cancels it, and waits until the function has returned. Its own function doing that is a bug
  /// and stops the thread with an oops, as it would wait for itself.
  ~Work() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    if (bindings::current_work() == raw_.as_raw())
      bug("a Work is destroyed by its function: let another one do that");
    cpp_helper_destroy_work(raw_.as_raw());
  }

  /// Whether it waits in a queue.
  ///
  /// \context Any.
  bool is_pending() const { return cpp_helper_work_pending(raw_.as_raw()); }

  /// Waits until the function has run for the last time that the work was put in. Whether it had to
  /// wait.
  ///
  /// \context May sleep; not in the function itself.
  bool flush() const KERNEL_MAY_SLEEP { return bindings::flush_work(raw_.as_raw()); }

  /// Takes it out of its queue. Whether it was in one. The function may run all the same, if it has
  /// begun.
  ///
  /// \context Any, interrupts included.
  bool cancel() const { return bindings::cancel_work(raw_.as_raw()); }

  /// Takes it out of its queue, and waits until the function has returned. Whether it was in one.
  /// If nobody else puts it in, it is neither waiting nor running then, even if the function puts
  /// it in again.
  ///
  /// \context May sleep; not in the function itself.
  bool cancel_sync() const KERNEL_MAY_SLEEP { return bindings::cancel_work_sync(raw_.as_raw()); }

  /// The C work, for C functions.
  ///
  /// \safety It must not be used after the work is gone, and its function not be changed.
  work_struct* as_raw() const { return raw_.as_raw(); }

 private:
  static void run(work_struct* raw) {
    static_assert(Send<Owner>, "the owner stays with its thread, and work runs in another one");
    // INVARIANT: the C work is the first member of a Work of this type.
    (reinterpret_cast<Work*>(raw)->owner_->*kFunction)();
  }

  Opaque<work_struct> raw_;
  Owner* owner_;
};

/// \cond  Doxygen takes it for a function
template <typename F>
Work(F&) -> Work<&F::operator()>;
/// \endcond

}  // namespace kernel
