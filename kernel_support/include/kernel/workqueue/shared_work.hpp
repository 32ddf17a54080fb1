// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Shared objects that are put into a queue and forgotten.

#include <kernel/types/not_thread_safe.hpp>
#include <kernel/workqueue/queue.hpp>

namespace kernel {

/// A base that makes objects in an Arc work: they are put into an OwnedQueue, which is one of their
/// owners until they have run. The function gets that share:
///
///     # #include <kernel/sync/atomic.hpp>
///     struct Job : kernel::SharedWork<Job> {
///       static void run(kernel::Arc<Job> job) { job->calls.add(1, kernel::Relaxed); }
///       kernel::Atomic<int> calls{0};
///     };
///     # ---
///
///     auto queue = TRY(kernel::workqueue::OwnedQueue::make("example"));
///     auto job = TRY(kernel::Arc<Job>::make(kernel::GFP_KERNEL));
///     EXPECT(queue.enqueue(job));   // counts one owner more
///     queue.flush();
///     EXPECT_EQ(job->calls.load(kernel::Relaxed), 1);
///
/// There is no cancelling: the object is there as long as it waits. As its owners share it, the
/// object is constant, and what changes in it guards itself. So it may be put into several queues,
/// and the function then runs in several threads at once.
///
/// \p Runner has the function, `static void run(Arc<Self>)`, or with a `const Arc<Self>&` if it
/// does not hand the share on; it is the class itself, unless a class has several such bases. Then
/// `queue.enqueue<Runner>(object)` says which.
///
/// Only an OwnedQueue takes it: its destructor waits for the function, which is a part of the
/// module. Waiting in a system queue, it might still be there when the module is not.
///
/// \invariant While it waits, one owner of the object belongs to the queue.
/// \context Any. The function may sleep.
/// \wraps{linux/workqueue.h,core-api/workqueue.html}
template <typename Self, typename Runner = Self>
class SharedWork {
 public:
  /// Work in no queue.
  SharedWork() {
    using Class = detail::LockClass<SharedWork, SharedWork, "">;
    cpp_helper_init_work(raw_.as_raw(), &call, Class::name(), Class::key());
  }
  SharedWork(const SharedWork&) = delete;
  SharedWork& operator=(const SharedWork&) = delete;

 private:
  friend detail::QueueAccess;

  static void call(work_struct* raw) {
    static_assert(Send<Self>, "the object stays with its thread, and work runs in another one");
    // INVARIANT: the C work is the first member of the base of a Self.
    auto* self = static_cast<const Self*>(reinterpret_cast<const SharedWork*>(raw));
    // SAFETY: OwnedQueue::enqueue() gave the owner away to this call.
    Runner::run(Arc<Self>::from_raw(self));
  }

  Opaque<work_struct> raw_;
};

/// SharedWork with a timer: the function is called some time after the delay is over.
///
///     struct Retry : kernel::SharedDelayedWork<Retry> {
///       explicit Retry(int number) : number(number) {}
///       static void run(kernel::Arc<Retry> retry) { pr_info("again: {}\n", retry->number); }
///       int number;
///     };
///     # ---
///
///     using namespace kernel::literals;
///     auto queue = TRY(kernel::workqueue::OwnedQueue::make("example"));
///     auto retry = TRY(kernel::Arc<Retry>::make(kernel::GFP_KERNEL, 3));
///     EXPECT(queue.enqueue_delayed(retry, 100_s));
///     EXPECT(!queue.enqueue_delayed(retry, 1_s));   // it waits already
///     // the queue does not wait until the time is over: it gives up its share in the object
///
/// If the queue goes first, the function does not run.
///
/// Beside the C work it has the links of a list, in which the queue finds it then, as C queues do
/// not know of timers. So putting it in and beginning to run takes a spinlock each.
///
/// \invariant While it waits, one owner of the object belongs to the queue.
/// \context Any. The function may sleep.
/// \wraps{linux/workqueue.h,core-api/workqueue.html}
template <typename Self, typename Runner = Self>
class SharedDelayedWork {
 public:
  /// Work in no queue.
  SharedDelayedWork() {
    using Class = detail::LockClass<SharedDelayedWork, SharedDelayedWork, "">;
    using Timer = detail::LockClass<TimerClass, SharedDelayedWork, "">;
    cpp_helper_init_delayed_work(&raw_.as_raw()->work, &call, Class::name(), Class::key(),
                                 Timer::key());
  }
  SharedDelayedWork(const SharedDelayedWork&) = delete;
  SharedDelayedWork& operator=(const SharedDelayedWork&) = delete;

 private:
  friend detail::QueueAccess;
  struct TimerClass;

  static void call(work_struct* raw) {
    static_assert(Send<Self>, "the object stays with its thread, and work runs in another one");
    // INVARIANT: the C work is the first member of an ArmedWork, and that of the base of a Self.
    auto* work = reinterpret_cast<SharedDelayedWork*>(raw);
    // SAFETY: OwnedQueue::enqueue_delayed() gave the owner away to this call.
    auto self = Arc<Self>::from_raw(static_cast<const Self*>(work));
    if (detail::disarm(*work->raw_.as_raw())) Runner::run(std::move(self));
  }

  Opaque<detail::ArmedWork> raw_;
};

}  // namespace kernel
