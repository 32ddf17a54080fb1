// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The kernel's read-write semaphore: a lock that readers share.

#include <helpers/rwsem.h>

#include <kernel/lifetime.hpp>
#include <kernel/sync/lock.hpp>

namespace kernel {

template <typename L>
class ReadGuard;
template <typename L>
class WriteGuard;

namespace detail {

/// How an RwSemaphore is locked for reading, without waiting.
struct RwReadBackend {
  struct GuardState {};
  static bool try_lock(rw_semaphore* lock, GuardState) {
    return bindings::down_read_trylock(lock) != 0;
  }
  static void unlock(rw_semaphore* lock, GuardState) { bindings::up_read(lock); }
};

/// How it is for writing.
struct RwWriteBackend {
  struct GuardState {};
  static bool try_lock(rw_semaphore* lock, GuardState) {
    return bindings::down_write_trylock(lock) != 0;
  }
  static void unlock(rw_semaphore* lock, GuardState) { bindings::up_write(lock); }
};

}  // namespace detail

/// Holds a lock of the type L for reading, or nothing: what try_read() gives. It does what TryGuard
/// does, and leads to a constant object.
///
///     kernel::RwSemaphore<int, "Example::limit"> limit(10);
///     auto reader = limit.read();
///     auto another = limit.try_read();
///     EXPECT(another);
template <typename L>
using TryReadGuard = TryGuard<L, detail::RwReadBackend, const typename L::Value>;

/// Holds a lock of the type L for writing, or nothing: what try_write() gives. It does what
/// TryGuard does.
///
///     kernel::RwSemaphore<int, "Example::limit"> limit(10);
///     auto reader = limit.read();
///     auto writer = limit.try_write();
///     EXPECT(!writer);
template <typename L>
using TryWriteGuard = TryGuard<L, detail::RwWriteBackend, typename L::Value>;

/// A lock that many readers may hold at once, or one writer, and the T that it guards. Waiters
/// sleep, and holders may sleep too.
///
///     kernel::RwSemaphore<int, "Example::limit"> limit(10);
///     {
///       auto guard = limit.write();
///       *guard = 20;
///     }
///     auto guard = limit.read();
///     EXPECT_EQ(*guard, 20);
///
/// A reader must not ask for the lock again, not even for reading: if a writer waits between the
/// two, neither goes on.
///
/// It pays where sections are long and writers rare. Short sections are better off with a SpinLock
/// or a SeqLock, as each reader writes to the lock.
///
/// For \p kName and lock classes, for locks of `void`, and for why it can be neither copied nor
/// moved, see Lock.
///
/// \context Making: any. Locking: may sleep, not in interrupts.
/// \wraps{linux/rwsem.h,locking/locktypes.html}
template <typename T, LockName kName = "">
class KERNEL_CAPABILITY("lock") RwSemaphore {
  static_assert(!std::is_reference_v<T>, "a lock owns what it guards");
  using Class = detail::LockClass<RwSemaphore, T, kName>;

 public:
  /// What the lock guards.
  using Value = T;

  /// A lock that nobody holds, around a T built from \p args.
  template <typename... Args>
    requires(detail::GuardedFrom<RwSemaphore, T, Args...>)
  // NOLINTNEXTLINE(google-explicit-constructor): it is, where one argument is enough
  explicit(sizeof...(Args) == 1) RwSemaphore(Args&&... args)
      : guarded_(std::forward<Args>(args)...) {
    bindings::__init_rwsem(state_.as_raw(), Class::name(), Class::key());
  }
  /// The same, of the class \p key, which must outlive it: see LockClassKey.
  template <typename... Args>
    requires(detail::GuardedFrom<RwSemaphore, T, Args...>)
  explicit RwSemaphore(const LockClassKey& key, Args&&... args)
      : guarded_(std::forward<Args>(args)...) {
    bindings::__init_rwsem(state_.as_raw(), Class::name(), key.as_raw());
  }
  RwSemaphore(const LockClassKey&&, auto&&...) = delete;  // the key must outlive the lock: name it

  /// Locks for reading: waits until no writer holds the lock.
  ReadGuard<RwSemaphore> read() const
      KERNEL_ACQUIRES_SHARED(this) KERNEL_MAY_SLEEP KERNEL_NOT_ANALYSED {
    bindings::down_read(state_.as_raw());
    return ReadGuard<RwSemaphore>(*this);
  }
  /// Locks for writing: waits until nobody else holds the lock.
  WriteGuard<RwSemaphore> write() const KERNEL_ACQUIRES(this) KERNEL_MAY_SLEEP KERNEL_NOT_ANALYSED {
    bindings::down_write(state_.as_raw());
    return WriteGuard<RwSemaphore>(*this);
  }

  /// Locks for reading, unless that would mean to wait.
  ///
  ///     kernel::RwSemaphore<int, "Example::limit"> limit(10);
  ///     if (auto guard = limit.try_read()) EXPECT_EQ(*guard, 10);
  ///
  /// \context Not in interrupts.
  TryGuard<RwSemaphore, detail::RwReadBackend, const T> try_read() const {
    return TryGuard<RwSemaphore, detail::RwReadBackend, const T>(*this);
  }
  /// Locks for writing, unless that would mean to wait.
  ///
  /// \context Not in interrupts.
  TryGuard<RwSemaphore, detail::RwWriteBackend, T> try_write() const {
    return TryGuard<RwSemaphore, detail::RwWriteBackend, T>(*this);
  }

  /// What \p function makes of the T, with the lock held for reading meanwhile: something Send, so
  /// that nothing leads back.
  ///
  ///     kernel::RwSemaphore<int, "Example::limit"> limit(10);
  ///     int twice = limit.with_read([](const int& value) { return 2 * value; });
  ///     EXPECT_EQ(twice, 20);
  template <std::invocable<std::add_lvalue_reference_t<const T>> F>
  auto with_read(F&& function) const KERNEL_MAY_SLEEP
      KERNEL_MUST_NOT_HOLD(this) KERNEL_NOT_ANALYSED {
    auto guard = read();
    return detail::call_guarded(std::forward<F>(function), *guard);
  }
  /// The same for writing.
  template <std::invocable<std::add_lvalue_reference_t<T>> F>
  auto with_write(F&& function) const KERNEL_MAY_SLEEP
      KERNEL_MUST_NOT_HOLD(this) KERNEL_NOT_ANALYSED {
    auto guard = write();
    return detail::call_guarded(std::forward<F>(function), *guard);
  }

  /// Lets lockdep warn if the calling thread does not hold the lock, for reading or writing.
  ///
  /// \context Any. Without CONFIG_LOCKDEP it does nothing.
  void assert_held() const { cpp_helper_rwsem_assert_held(state_.as_raw()); }
  /// The same, for writing.
  void assert_held_write() const KERNEL_ASSERTS(this) {
    cpp_helper_rwsem_assert_held_write(state_.as_raw());
  }

  /// The C lock, for C functions.
  ///
  /// \safety What C does with it must end as it began: held, or not.
  rw_semaphore* as_raw() const { return state_.as_raw(); }

 private:
  friend class ReadGuard<RwSemaphore>;
  friend class WriteGuard<RwSemaphore>;
  friend class TryGuard<RwSemaphore, detail::RwReadBackend, const T>;
  friend class TryGuard<RwSemaphore, detail::RwWriteBackend, T>;

  Opaque<rw_semaphore> state_;
  mutable detail::Guarded<T> guarded_;
};

/// Holds a lock of the type L for reading for as long as it lives, and leads to what the lock
/// guards. As Guard, it is a local variable with a name and nothing else.
///
///     int twice(const kernel::ReadGuard<kernel::RwSemaphore<int>>& guard) { return 2 * *guard; }
///     # ---
///
///     kernel::RwSemaphore<int> limit(10);
///     auto guard = limit.read();
///     EXPECT_EQ(twice(guard), 20);
///
/// \invariant The lock is held for reading by the thread that runs.
template <typename L>
class [[nodiscard]] KERNEL_SCOPED_CAPABILITY ReadGuard : NotThreadSafe {
  using T = const typename L::Value;

 public:
  ReadGuard(const ReadGuard&) = delete;
  ReadGuard& operator=(const ReadGuard&) = delete;
  static void* operator new(decltype(sizeof(0))) = delete;
  /// Unlocks.
  ~ReadGuard() KERNEL_RELEASES() { bindings::up_read(lock_.state_.as_raw()); }

  /// What the lock guards.
  std::add_lvalue_reference_t<T> operator*() const& KERNEL_LIFETIME_BOUND {
    return *lock_.guarded_.address();
  }
  /// A member of what the lock guards.
  T* operator->() const& KERNEL_LIFETIME_BOUND { return lock_.guarded_.address(); }
  std::add_lvalue_reference_t<T> operator*() const&& = delete;
  T* operator->() const&& = delete;

  /// Whether it is \p lock that it holds, and not another lock of the same type.
  bool holds(const L& lock) const { return &lock_ == &lock; }

 private:
  friend L;
  friend class WriteGuard<L>;
  explicit ReadGuard(const L& lock) : lock_(lock) {}

  const L& lock_;
};

/// Holds a lock of the type L for writing for as long as it lives, and leads to what the lock
/// guards. As Guard, it is a local variable with a name and nothing else.
///
///     void raise(kernel::WriteGuard<kernel::RwSemaphore<int>>& guard) { *guard += 1; }
///     # ---
///
///     kernel::RwSemaphore<int> limit(10);
///     auto guard = limit.write();
///     raise(guard);
///     EXPECT_EQ(*guard, 11);
///
/// \invariant The lock is held for writing by the thread that runs, until downgrade().
template <typename L>
class [[nodiscard]] KERNEL_SCOPED_CAPABILITY WriteGuard : NotThreadSafe {
  using T = typename L::Value;

 public:
  WriteGuard(const WriteGuard&) = delete;
  WriteGuard& operator=(const WriteGuard&) = delete;
  static void* operator new(decltype(sizeof(0))) = delete;
  /// Unlocks.
  ~WriteGuard() KERNEL_RELEASES() {
    if (!downgraded_) bindings::up_write(lock_.state_.as_raw());
  }

  /// What the lock guards; asking after downgrade() is a bug and stops the thread with an oops.
  std::add_lvalue_reference_t<T> operator*() const& KERNEL_LIFETIME_BOUND {
    if (downgraded_) bug("a WriteGuard is used after downgrade(): use the new guard");
    return *lock_.guarded_.address();
  }
  /// A member of what the lock guards, with the same check.
  T* operator->() const& KERNEL_LIFETIME_BOUND { return &**this; }
  std::add_lvalue_reference_t<T> operator*() const&& = delete;
  T* operator->() const&& = delete;

  /// Whether it is \p lock that it holds, and not another lock of the same type.
  bool holds(const L& lock) const { return &lock_ == &lock && !downgraded_; }

  /// Lets other readers in, without letting a writer in between: what was just written is what the
  /// new guard reads.
  ///
  ///     kernel::RwSemaphore<int, "Example::limit"> limit(10);
  ///     auto writer = limit.write();
  ///     *writer = 20;
  ///     auto reader = std::move(writer).downgrade();
  ///     EXPECT_EQ(*reader, 20);
  ///
  /// \context Any.
  ReadGuard<L> downgrade() && KERNEL_NOT_ANALYSED {
    if (downgraded_) bug("a WriteGuard is used after downgrade(): use the new guard");
    downgraded_ = true;
    bindings::downgrade_write(lock_.state_.as_raw());
    return ReadGuard<L>(lock_);
  }

 private:
  friend L;
  explicit WriteGuard(const L& lock) : lock_(lock) {}

  const L& lock_;
  bool downgraded_ = false;
};

/// \cond
template <typename T, LockName kName>
inline constexpr bool kIsSend<RwSemaphore<T, kName>> = std::is_void_v<T> || Send<T>;
/// \endcond

}  // namespace kernel
