// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Read-copy-update: data that is read without waiting, and replaced as a whole.

#include <helpers/rcupdate.h>

#include <kernel/alloc/kbox.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/optional_ref.hpp>
#include <optional>
#include <type_traits>
#include <utility>

/// Read-copy-update, for data that is read often and changed seldom: readers take no lock and wait
/// for nobody; whoever changes it publishes a new version, and the old one goes when the last
/// reader is done with it.
namespace kernel::rcu {

/// An RCU read section, from its making to its end: what is read from a Pointer stays there so
/// long.
///
/// It is a local variable and nothing else: it can be neither copied nor moved nor made on the
/// heap. Guards may be nested.
///
///     kernel::rcu::Pointer<int> limit(TRY(kernel::rcu::Box<int>::make(kernel::GFP_KERNEL, 5)));
///     kernel::rcu::ReadGuard guard;
///     EXPECT_EQ(*limit.read(guard), 5);
///
/// \context Any. Nothing may sleep until it goes. With PREEMPT_RT the section can be preempted, and
/// take a SpinLock; sleeping is forbidden all the same.
/// \wraps{linux/rcupdate.h,RCU/whatisRCU.html}
class KERNEL_SCOPED_CAPABILITY ReadGuard : NotThreadSafe {
 public:
  /// Begins the section.
  // On the constructor, as a guard without a name would end at once.
  [[nodiscard]] ReadGuard() KERNEL_ACQUIRES(context::Atomic::capability) {
    cpp_helper_rcu_read_lock();
  }
  ReadGuard(const ReadGuard&) = delete;
  ReadGuard& operator=(const ReadGuard&) = delete;
  static void* operator new(decltype(sizeof(0))) = delete;
  /// Ends the section.
  ~ReadGuard() KERNEL_RELEASES() { cpp_helper_rcu_read_unlock(); }
};

/// Waits for the end of all read sections that have begun: a grace period, milliseconds.
///
/// \context May sleep; not inside a read section, which would wait for itself.
inline void synchronize() KERNEL_MAY_SLEEP { bindings::synchronize_rcu(); }

/// Waits until what Pointer::replace() has put off until now, in any module, is done.
///
/// \context May sleep; not inside a read section.
inline void barrier() KERNEL_MAY_SLEEP { bindings::rcu_barrier(); }

template <typename T>
class Pointer;

namespace detail {

/// An object that can be freed after a grace period without asking for memory then. The head stands
/// first, as kvfree_rcu() finds the block by it.
template <typename T>
struct Block : callback_head {
  template <typename... Args>
  explicit Block(Args&&... args) : callback_head{}, value{std::forward<Args>(args)...} {}

  /// The block around an object.
  static Block* of(T* value) {
    // What comes before the object, and the gap that aligns it.
    constexpr size_t offset = (sizeof(callback_head) + alignof(T) - 1) & ~(alignof(T) - 1);
    static_assert(sizeof(Block) >= offset + sizeof(T));
    return reinterpret_cast<Block*>(reinterpret_cast<char*>(value) - offset);
  }

  T value;
};

}  // namespace detail

/// Owns an object that nobody reads yet, or any more: what a Pointer publishes, and gives back. One
/// pointer wide; the object has two words more than it needs, for the time after. T must be Send,
/// as threads share it.
///
///     struct Limits {
///       int low, high;
///     };
///     auto limits = TRY(kernel::rcu::Box<Limits>::make(kernel::GFP_KERNEL, 1, 5));
///     limits->high = 7;   // nobody else sees it yet
///     kernel::rcu::Pointer<Limits> current(std::move(limits));
///
/// \invariant As for kernel::Box.
/// \context Making: as the flags say. Destroying: where T may be destroyed.
template <typename T>
class Box {
 public:
  /// A box with an object built in it from \p args.
  ///
  /// \errors #ENOMEM.
  template <typename... Args>
  static Result<Box> make(alloc::Flags flags, Args&&... args) {
    static_assert(Send<T>, "a Pointer shares its object with other threads, so it must be Send");
    return Box(TRY(KBox<detail::Block<T>>::make(flags, std::forward<Args>(args)...)));
  }

  /// The object.
  T& operator*() const { return block_->value; }
  /// A member of the object.
  T* operator->() const { return &block_->value; }

 private:
  friend class Pointer<T>;
  explicit Box(KBox<detail::Block<T>> block) : block_(std::move(block)) {}

  static Box from_value(T* value) {
    // SAFETY: the caller has taken the value out of a Pointer, which had it from into_value().
    return Box(KBox<detail::Block<T>>::from_raw(detail::Block<T>::of(value)));
  }
  T* into_value() && {
    detail::Block<T>* block = std::move(block_).into_raw();
    return block ? &block->value : nullptr;
  }

  KBox<detail::Block<T>> block_;
};

/// A T that is read without waiting, and replaced as a whole; or none. One pointer wide.
///
///     struct Limits {
///       int low, high;
///     };
///     kernel::rcu::Pointer<Limits> limits(
///         TRY(kernel::rcu::Box<Limits>::make(kernel::GFP_KERNEL, 1, 5)));
///     {
///       kernel::rcu::ReadGuard guard;
///       if (auto now = limits.read(guard)) EXPECT_EQ(now->high, 5);
///     }
///     auto wider = TRY(kernel::rcu::Box<Limits>::make(kernel::GFP_KERNEL, 1, 9));
///     limits.replace(std::move(wider));
///
/// A reader gets the version that is there, complete, and can use it until its guard goes. Several
/// may have it at the same time, so it is constant. Writers need not exclude each other: each takes
/// out what it replaces. But a writer who *reads* the old version to make the new one needs a lock
/// around both, or another writer's change is lost.
///
/// A version that was replaced goes after a grace period. If T has a trivial destructor, the kernel
/// frees the memory by itself. Otherwise its destructor is called from a softirq (a thread with
/// PREEMPT_RT), so it must not sleep, or take a lock that others take without disabling softirqs.
/// Where that cannot be, use replace_sync().
///
/// Like a lock it can be shared by reference to const, and changed. It can be neither copied nor
/// moved.
///
/// No version outlives the module's code: a Pointer whose T has a destructor waits, at its own end,
/// until those of all versions have run.
///
/// \invariant The pointer is that of an object in a block of a Box, or null.
/// \context Reading and replacing: any. Destroying: may sleep, unless T has a trivial destructor.
/// \wraps{linux/rcupdate.h,RCU/whatisRCU.html}
template <typename T>
class Pointer {
  static_assert(std::is_object_v<T> && !std::is_const_v<T>, "name the object without const");
  using Block = detail::Block<T>;

 public:
  /// No T yet.
  Pointer() = default;
  /// Starts with the T in \p first.
  explicit Pointer(Box<T> first) : value_(std::move(first).into_value()) {}
  Pointer(const Pointer&) = delete;
  Pointer& operator=(const Pointer&) = delete;

  /// Nobody can begin to read any more; those who do still may finish.
  ~Pointer() KERNEL_MAY_SLEEP {
    free_later(value_.load(Relaxed));
    // The callbacks of this pointer are code of this module. All were queued before, by this thread
    // or by threads that are done with the pointer, and the kernel runs what it queued on each
    // processor in order: so when this returns, they have returned, too.
    if constexpr (!std::is_trivially_destructible_v<T>) barrier();
  }

  /// The T that is there now, if one is. It must not be used after \p guard is gone.
  OptionalRef<const T> read(const ReadGuard& guard) const {
    // The guard stands for the read section.
    static_cast<void>(guard);
    // SAFETY: it is there until the section ends, and the caller keeps to that.
    return OptionalRef<const T>::from_raw(
        static_cast<const T*>(cpp_helper_rcu_dereference(value_.as_raw())));
  }
  OptionalRef<const T> read(const ReadGuard&&) const = delete;

  /// Publishes \p value. What was there goes after a grace period; nobody waits for it.
  void replace(Box<T> value) const { free_later(exchange(std::move(value).into_value())); }

  /// Leaves no T. What was there goes after a grace period.
  void clear() const { free_later(exchange(nullptr)); }

  /// Publishes \p value, and waits until nobody reads what was there. Returns that.
  ///
  /// \context May sleep; not inside a read section.
  std::optional<Box<T>> replace_sync(Box<T> value) const KERNEL_MAY_SLEEP {
    return wait_for(exchange(std::move(value).into_value()));
  }

  /// Leaves no T, and waits until nobody reads what was there. Returns that.
  ///
  /// \context May sleep; not inside a read section.
  std::optional<Box<T>> clear_sync() const KERNEL_MAY_SLEEP { return wait_for(exchange(nullptr)); }

 private:
  // As rcu_assign_pointer(), but whoever comes second takes what the first has published.
  T* exchange(T* value) const { return value_.xchg(value, Full); }

  static std::optional<Box<T>> wait_for(T* old) KERNEL_MAY_SLEEP {
    if (!old) return std::nullopt;
    synchronize();
    // Nobody finds it any more, and nobody who found it reads it still.
    return Box<T>::from_value(old);
  }

  static void free_later(T* old) {
    if (!old) return;
    if constexpr (std::is_trivially_destructible_v<T>) {
      cpp_helper_kvfree_rcu(Block::of(old));
    } else {
      bindings::call_rcu(Block::of(old), destroy);
    }
  }

  static void destroy(callback_head* head) KERNEL_ATOMIC {
    // SAFETY: free_later() gave the block away, which came from a KBox.
    KBox<Block>::from_raw(static_cast<Block*>(head));
  }

  Atomic<T*> value_;
};

}  // namespace kernel::rcu

/// \cond
template <typename T>
inline constexpr bool kernel::kIsSend<kernel::rcu::Box<T>> = kernel::Send<T>;
/// \endcond
