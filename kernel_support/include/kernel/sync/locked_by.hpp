// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Data whose lock is elsewhere.

#include <kernel/bug.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/sync/rwsem.hpp>
#include <kernel/types/not_thread_safe.hpp>

namespace kernel {
namespace detail {

/// What holds a lock of the type L for sure.
template <typename G, typename L>
concept GuardOf =
    std::same_as<G, Guard<L>> || std::same_as<G, WriteGuard<L>> || std::same_as<G, ReadGuard<L>>;

}  // namespace detail

/// A T that a lock of the type L guards, which is not in the same object: one lock of a directory
/// for all of its files, say. The only way to the T is through a guard of that lock:
///
///     # #include <kernel/sync/mutex.hpp>
///     # ---
///     using Lock = kernel::Mutex<void, "Directory::lock">;
///     Lock directory;
///     kernel::LockedBy<int, Lock> file_size(directory, 0);
///
///     auto guard = directory.lock();
///     file_size.access(guard) = 4096;
///     EXPECT_EQ(file_size.access(guard), 4096);
///
/// A guard of another type does not compile. A guard of another lock of the same type is a bug and
/// stops the thread with an oops.
///
/// It can be neither copied nor moved, as a reference to it may be in use wherever the lock is
/// held.
///
/// \safety The lock must outlive it. What access() gives must not be used when the guard is gone.
/// \invariant It keeps the address of its lock.
/// \context Any.
template <typename T, typename L>
class LockedBy {
 public:
  /// A T that is built from \p args and guarded by \p lock.
  template <typename... Args>
    requires(detail::GuardedFrom<LockedBy, T, Args...>)
  explicit LockedBy(const L& lock, Args&&... args)
      : lock_(lock), value_{std::forward<Args>(args)...} {}
  LockedBy(const L&&, auto&&...) = delete;
  LockedBy(const LockedBy&) = delete;
  LockedBy& operator=(const LockedBy&) = delete;

  /// The T, for whoever holds the lock; constant for whoever holds an RwSemaphore for reading.
  template <detail::GuardOf<L> G>
  auto& access(const G& guard KERNEL_LIFETIME_BOUND) const {
    if (!guard.holds(lock_)) bug("data is accessed with the guard of another lock");
    if constexpr (std::same_as<G, ReadGuard<L>>) {
      return std::as_const(value_);
    } else {
      return value_;
    }
  }
  /// A guard without a name is gone when the reference comes into use.
  template <detail::GuardOf<L> G>
  void access(const G&& guard) const = delete;

 private:
  const L& lock_;
  mutable T value_;
};

/// \cond
template <typename T, typename L>
inline constexpr bool kIsSend<LockedBy<T, L>> = Send<T>;
/// \endcond

}  // namespace kernel
