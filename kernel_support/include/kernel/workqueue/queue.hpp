// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The queues that work waits in until a thread of the kernel runs it.

#include <helpers/list.h>
#include <helpers/rwonce.h>
#include <helpers/workqueue.h>

#include <concepts>
#include <kernel/bug.hpp>
#include <kernel/str.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/sync/spinlock.hpp>
#include <kernel/time.hpp>

namespace kernel {

template <typename Self, typename Runner>
class SharedWork;
template <typename Self, typename Runner>
class SharedDelayedWork;

/// Queues for work.
namespace workqueue {

/// What kind of queue a queue is. Sets are joined with `|`; the empty set is a queue whose work
/// runs on the processor that it was put in on.
///
///     auto queue = TRY(kernel::workqueue::OwnedQueue::make(
///         "example", kernel::WQ_UNBOUND | kernel::WQ_HIGHPRI));
///
/// \context Any.
/// \wraps{linux/workqueue.h,core-api/workqueue.html}
class Flags {
 public:
  /// No flags.
  constexpr Flags() = default;
  /// The flags of a C function's argument.
  static constexpr Flags from_raw(unsigned int value) { return Flags(value); }
  /// The flags as C functions take them.
  constexpr unsigned int as_raw() const { return value_; }

  /// All flags of both.
  friend constexpr Flags operator|(Flags left, Flags right) {
    return Flags(left.value_ | right.value_);
  }
  friend constexpr bool operator==(Flags, Flags) = default;

 private:
  constexpr explicit Flags(unsigned int value) : value_(value) {}

  unsigned int value_ = 0;
};

}  // namespace workqueue

/// \name Flags of work queues
/// \{
inline constexpr auto WQ_UNBOUND = workqueue::Flags::from_raw(
    bindings::WQ_UNBOUND);  ///< runs on any processor, at once: for work that takes long
inline constexpr auto WQ_FREEZABLE =
    workqueue::Flags::from_raw(bindings::WQ_FREEZABLE);  ///< stands still while the system sleeps
inline constexpr auto WQ_MEM_RECLAIM = workqueue::Flags::from_raw(
    bindings::WQ_MEM_RECLAIM);  ///< goes on when memory is short, with a thread kept for that
inline constexpr auto WQ_HIGHPRI =
    workqueue::Flags::from_raw(bindings::WQ_HIGHPRI);  ///< runs in threads of high priority
inline constexpr auto WQ_CPU_INTENSIVE = workqueue::Flags::from_raw(
    bindings::WQ_CPU_INTENSIVE);  ///< computes for long, and must not keep other work waiting
inline constexpr auto WQ_SYSFS =
    workqueue::Flags::from_raw(bindings::WQ_SYSFS);  ///< can be looked at and tuned in sysfs
inline constexpr auto WQ_POWER_EFFICIENT = workqueue::Flags::from_raw(
    bindings::WQ_POWER_EFFICIENT);  ///< unbound where the user prefers to save power
/// \}

namespace detail {

struct QueueCore;

/// A delayed work that owns its object while its timer runs and until it begins.
struct ArmedWork {
  delayed_work work = {};
  /// In the list of its queue, or zeroes; owned by whoever made it not zero.
  list_head links = {};
  /// The queue that it is in; none while it is being dropped.
  const QueueCore* home = nullptr;
};

/// All such works of a queue.
struct ArmedWorks {
  ArmedWorks() : head{&head, &head} {}
  ArmedWorks(const ArmedWorks&) = delete;
  ArmedWorks& operator=(const ArmedWorks&) = delete;

  list_head head;
};

/// What the owner of a queue shares with the works that are bound to it.
struct QueueCore {
  QueueCore() = default;
  QueueCore(const QueueCore&) = delete;
  QueueCore& operator=(const QueueCore&) = delete;
  ~QueueCore() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    if (queue) bindings::destroy_workqueue(queue);
  }

  /// Whether shared work is refused, as the owner is gone.
  bool is_closed() const { return cpp_helper_READ_ONCE_8(&closed) != 0; }

  // SAFETY: its own; C locks it.
  workqueue_struct* queue = nullptr;
  /// Changed with the lock held.
  mutable u8 closed = 0;
  SpinLockIrq<ArmedWorks, "workqueue::OwnedQueue::armed"> armed;
};

/// What queues and work need of each other, and nobody else.
struct QueueAccess {
  /// The part of a queue that a work keeps.
  template <typename Queue>
  static const QueueCore* share(const Queue& queue) {
    if (!queue.queue_) bug("a work gets a queue that was moved away: give it the one that has it");
    return Arc<QueueCore>(queue.core_).into_raw();
  }
  /// The C object of a shared work.
  template <typename Work>
  static auto* raw(const Work& work) {
    return work.raw_.as_raw();
  }
};

/// The ticks of a delay. A timer takes what reaches over half of their range for the past.
constexpr unsigned long delay_ticks(Delta delay) {
  const unsigned long longest = Jiffies::kMax.as_raw() / 2;
  const unsigned long ticks = Jiffies(delay).as_raw();
  return ticks < longest ? ticks : longest;
}

/// Lets the timer of \p item run, unless one runs already or the queue is closed.
inline bool arm(const QueueCore& core, ArmedWork& item, Delta delay) {
  if (!cpp_helper_list_links_claim(&item.links)) return false;
  auto armed = core.armed.lock();
  if (core.closed) {
    cpp_helper_list_links_release(&item.links);
    return false;
  }
  item.home = &core;
  cpp_helper_list_add_tail(&item.links, &armed->head);
  bindings::queue_delayed_work_on(bindings::WORK_CPU_UNBOUND, core.queue, &item.work,
                                  delay_ticks(delay));
  return true;
}

/// Makes \p item ready to be armed again. Whether it is to run; otherwise, it is to be dropped.
inline bool disarm(ArmedWork& item) {
  const QueueCore* core = item.home;
  if (core) {
    auto armed = core->armed.lock();
    cpp_helper_list_del_init(&item.links);
  }
  cpp_helper_list_links_release(&item.links);
  return core != nullptr;
}

/// Ends all shared work of a queue: what is delayed is dropped, what is not, runs.
inline void close(const QueueCore& core) KERNEL_MAY_SLEEP {
  list_head dropped{&dropped, &dropped};
  {
    auto armed = core.armed.lock();
    cpp_helper_WRITE_ONCE_8(&core.closed, 1);
    for (list_head* at = armed->head.next; at != &armed->head;) {
      auto* item = reinterpret_cast<ArmedWork*>(reinterpret_cast<char*>(at) -
                                                __builtin_offsetof(ArmedWork, links));
      at = at->next;
      // One that cannot be cancelled has begun, and takes itself out of the list.
      if (!bindings::cancel_delayed_work(&item->work)) continue;
      item->home = nullptr;
      cpp_helper_list_del_init(&item->links);
      cpp_helper_list_add_tail(&item->links, &dropped);
    }
  }
  while (!cpp_helper_list_empty(&dropped)) {
    auto* item = reinterpret_cast<ArmedWork*>(reinterpret_cast<char*>(dropped.next) -
                                              __builtin_offsetof(ArmedWork, links));
    cpp_helper_list_del_init(&item->links);
    item->work.work.func(&item->work.work);
  }
  // Functions that saw the queue open have ended after the first time, and what they put in after
  // the second.
  bindings::__flush_workqueue(core.queue);
  bindings::__flush_workqueue(core.queue);
}

}  // namespace detail

namespace workqueue {

/// One of the kernel's own queues, which everybody shares; only used by reference.
///
///     # #include <kernel/workqueue.hpp>
///     # ---
///     struct Counter {
///       void count() { ++value; }
///       int value = 0;
///       kernel::Work<&Counter::count> work{*this, kernel::workqueue::system()};
///     } counter;
///     counter.work.enqueue();
///     counter.work.flush();
///     EXPECT_EQ(counter.value, 1);
///
/// Nobody but the kernel can wait for all work in it, so a work of a module must be cancelled or
/// waited for by itself; the destructors of Work and DelayedWork do.
///
/// \invariant It is at the address of a `struct workqueue_struct`, which outlives all work that is
/// bound to it.
/// \context Any.
/// \wraps{linux/workqueue.h,core-api/workqueue.html}
class SystemQueue {
 public:
  SystemQueue() = delete;
  SystemQueue(const SystemQueue&) = delete;
  SystemQueue& operator=(const SystemQueue&) = delete;

  /// The queue, for C functions.
  ///
  /// \safety It must not be destroyed.
  workqueue_struct* as_raw() const {
    return reinterpret_cast<workqueue_struct*>(const_cast<SystemQueue*>(this));
  }

  /// A queue of C code.
  ///
  /// \safety It must outlive the reference, and all work that is bound to it.
  static const SystemQueue& from_raw(workqueue_struct* queue) {
    return *reinterpret_cast<const SystemQueue*>(queue);
  }
};

// SAFETY of all these: the kernel makes them while it boots, and never destroys them.

/// For short work: runs on the processor where it was put in (`system_wq`).
inline const SystemQueue& system() { return SystemQueue::from_raw(bindings::system_wq); }
/// The same, in threads of high priority.
inline const SystemQueue& system_highpri() {
  return SystemQueue::from_raw(bindings::system_highpri_wq);
}
/// The same for work that may take longer.
inline const SystemQueue& system_long() { return SystemQueue::from_raw(bindings::system_long_wq); }
/// For work on whichever processor, that may take long or compute much.
inline const SystemQueue& system_unbound() {
  return SystemQueue::from_raw(bindings::system_unbound_wq);
}
/// As system(), but it stands still while the system is put to sleep.
inline const SystemQueue& system_freezable() {
  return SystemQueue::from_raw(bindings::system_freezable_wq);
}
/// As system(), or as system_unbound() where the user prefers to save power.
inline const SystemQueue& system_power_efficient() {
  return SystemQueue::from_raw(bindings::system_power_efficient_wq);
}
/// Both as system_freezable() and as system_power_efficient().
inline const SystemQueue& system_freezable_power_efficient() {
  return SystemQueue::from_raw(bindings::system_freezable_power_efficient_wq);
}

/// A work queue of one's own. The only kind that takes shared work: objects in an Arc, which are
/// put in and forgotten.
///
///     # #include <kernel/workqueue.hpp>
///     struct Job : kernel::SharedWork<Job> {
///       explicit Job(int number) : number(number) {}
///       static void run(kernel::Arc<Job> job) { pr_info("job {}\n", job->number); }
///       int number;
///     };
///     # ---
///
///     auto queue = TRY(kernel::workqueue::OwnedQueue::make("example"));
///     auto job = TRY(kernel::Arc<Job>::make(kernel::GFP_KERNEL, 7));
///     EXPECT(queue.enqueue(std::move(job)));
///     queue.flush();
///
/// When it goes, shared work that waits still runs, delayed shared work is dropped, and its
/// destructor returns when no shared work runs any more. What wants to go on is refused from then
/// on. So no function of the module is left behind when it is unloaded.
///
/// Each Work and DelayedWork that is bound to it keeps the C queue, and goes on in it; the last one
/// destroys that.
///
/// \safety No shared work may destroy the queue that it runs in, not even by the last Arc of an
/// object that owns the queue: it would wait for itself for ever.
/// \invariant It owns the C queue, or nothing after a move.
/// \context Making and destroying: may sleep; not in a function that runs in this queue.
/// \wraps{linux/workqueue.h,core-api/workqueue.html}
class OwnedQueue {
  using Access = kernel::detail::QueueAccess;

 public:
  /// A queue called \p name, of which the kernel keeps the beginning. At most \p max_active of its
  /// works run at once: on each processor, or, with #WQ_UNBOUND, on all together; 0 leaves that to
  /// the kernel.
  ///
  /// \errors #ENOMEM.
  static Result<OwnedQueue> make(CStr name, Flags flags = Flags(),
                                 int max_active = 0) KERNEL_MAY_SLEEP {
    return make_from(
        [&] { return cpp_helper_alloc_workqueue(name.as_raw(), flags.as_raw(), max_active); });
  }

  /// A queue whose works run one after the other, in the order in which they were put in. Of the
  /// flags, #WQ_FREEZABLE, #WQ_MEM_RECLAIM and #WQ_HIGHPRI mean something here.
  ///
  /// \errors #ENOMEM.
  static Result<OwnedQueue> make_ordered(CStr name, Flags flags = Flags()) KERNEL_MAY_SLEEP {
    return make_from(
        [&] { return cpp_helper_alloc_ordered_workqueue(name.as_raw(), flags.as_raw()); });
  }

  /// Takes the queue over; \p other is empty then.
  OwnedQueue(OwnedQueue&& other)
      : queue_(std::exchange(other.queue_, nullptr)), core_(std::move(other.core_)) {}
  OwnedQueue& operator=(OwnedQueue&&) = delete;
  /// Ends all shared work, and destroys the queue unless a work is bound to it.
  ~OwnedQueue() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    if (queue_) kernel::detail::close(*core_);
  }

  /// Lets \p item run soon, once. Until it has run the queue is one of its owners, and hands that
  /// share to the function. Whether \p item was put in; if it was waiting already, or the queue is
  /// being destroyed, it stays as it is.
  ///
  /// \p Runner says which SharedWork of the object is meant, if it has several.
  ///
  /// \context Any, interrupts included.
  template <typename Runner = void, typename T>
  bool enqueue(Arc<T>&& item) const {
    using Base = SharedWork<T, std::conditional_t<std::is_void_v<Runner>, T, Runner>>;
    static_assert(std::derived_from<T, Base>, "the object must have the base SharedWork");
    if (core_->is_closed()) return false;
    // The function may run, and the object be gone, before this returns; but not if it is false.
    if (!bindings::queue_work_on(bindings::WORK_CPU_UNBOUND, queue_, Access::raw<Base>(*item)))
      return false;
    // SAFETY: the function takes it over.
    std::move(item).into_raw();
    return true;
  }
  /// The same, counting one owner more.
  template <typename Runner = void, typename T>
  bool enqueue(const Arc<T>& item) const {
    return enqueue<Runner>(Arc<T>(item));
  }

  /// The same after \p delay, for a SharedDelayedWork.
  ///
  /// \context Any, interrupts included; with PREEMPT_RT not in interrupts and not with preemption
  /// disabled.
  template <typename Runner = void, typename T>
  bool enqueue_delayed(Arc<T>&& item, Delta delay) const {
    using Base = SharedDelayedWork<T, std::conditional_t<std::is_void_v<Runner>, T, Runner>>;
    static_assert(std::derived_from<T, Base>, "the object must have the base SharedDelayedWork");
    if (!kernel::detail::arm(*core_, *Access::raw<Base>(*item), delay)) return false;
    // SAFETY: the function takes it over.
    std::move(item).into_raw();
    return true;
  }
  /// The same, counting one owner more.
  template <typename Runner = void, typename T>
  bool enqueue_delayed(const Arc<T>& item, Delta delay) const {
    return enqueue_delayed<Runner>(Arc<T>(item), delay);
  }

  /// Waits until all that waits or runs now has run. Delayed work whose time has not come is not
  /// waited for.
  ///
  /// \context May sleep; not in a function that runs in this queue.
  void flush() const KERNEL_MAY_SLEEP { bindings::__flush_workqueue(queue_); }

  /// The queue, for C functions.
  ///
  /// \safety It must not be destroyed, and what is put in must be gone before the queue is.
  workqueue_struct* as_raw() const { return queue_; }

 private:
  friend Access;

  OwnedQueue(workqueue_struct* queue, Arc<kernel::detail::QueueCore> core)
      : queue_(queue), core_(std::move(core)) {}

  template <typename F>
  static Result<OwnedQueue> make_from(F&& allocate) KERNEL_MAY_SLEEP {
    auto core = TRY(UniqueArc<kernel::detail::QueueCore>::make(GFP_KERNEL));
    workqueue_struct* queue = allocate();
    if (!queue) return ENOMEM;
    core->queue = queue;
    return OwnedQueue(queue, std::move(core).share());
  }

  // Also in the core, but here it is one load nearer.
  workqueue_struct* queue_;
  Arc<kernel::detail::QueueCore> core_;
};

}  // namespace workqueue
}  // namespace kernel
