// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The kernel's sequence lock: readers that never hold a writer up.

#include <helpers/seqlock.h>

#include <kernel/sync/lock.hpp>

namespace kernel {

namespace detail {

/// How a SeqLock is locked for writing.
struct SeqLockBackend {
  using State = ::seqlock_t;
  struct GuardState {};
  using Enters = context::Atomic;

  static GuardState lock(State* lock) {
    cpp_helper_write_seqlock(lock);
    return {};
  }
  static bool try_lock(State* lock, GuardState&) { return cpp_helper_write_tryseqlock(lock); }
  static void unlock(State* lock, GuardState) { cpp_helper_write_sequnlock(lock); }
};

/// How a SeqLockIrq is.
struct SeqLockIrqBackend {
  using State = ::seqlock_t;
  struct GuardState {
    unsigned long flags;
  };
  using Enters = context::Atomic;

  static GuardState lock(State* lock) { return {cpp_helper_write_seqlock_irqsave(lock)}; }
  static bool try_lock(State* lock, GuardState& state) {
    return cpp_helper_write_tryseqlock_irqsave(lock, &state.flags);
  }
  static void unlock(State* lock, GuardState state) {
    cpp_helper_write_sequnlock_irqrestore(lock, state.flags);
  }
};

}  // namespace detail

/// A T that is read often and written rarely. Readers take no lock and write to nothing: they read,
/// and read again if somebody has written meanwhile. Writers hold a spinlock, and never wait for
/// readers.
///
///     struct Position {
///       long x;
///       long y;
///     };
///     kernel::SeqLock<Position, "Example::position"> position(1, 2);
///     {
///       auto guard = position.write();
///       guard->x = 3;
///       guard->y = 4;
///     }
///     Position seen = position.read();   // never 3 and 2
///     EXPECT_EQ(seen.x + seen.y, 7);
///
/// What a reader sees while it reads may be half of one value and half of another, so the T must be
/// trivially copyable, and none of it leaves before it is known to be whole.
///
/// Use it by the names SeqLock and SeqLockIrq. For \p kName and lock classes, and for why it can be
/// neither copied nor moved, see Lock.
///
/// \context Making: any. Locking and reading: as the kind says.
template <typename T, LockName kName, typename B>
class KERNEL_CAPABILITY("lock") BasicSeqLock {
  static_assert(std::is_trivially_copyable_v<T>,
                "readers copy the T while it changes: it must be trivially copyable");
  struct Counter;
  using Class = detail::LockClass<BasicSeqLock, T, kName>;
  using CounterClass = detail::LockClass<Counter, T, kName>;

 public:
  /// What the lock guards.
  using Value = T;
  /// How it is locked for writing.
  using Backend = B;

  /// A lock that nobody holds, around a T built from \p args.
  template <typename... Args>
    requires(detail::GuardedFrom<BasicSeqLock, T, Args...>)
  // NOLINTNEXTLINE(google-explicit-constructor): it is, where one argument is enough
  explicit(sizeof...(Args) == 1) BasicSeqLock(Args&&... args)
      : guarded_(std::forward<Args>(args)...) {
    cpp_helper_seqlock_init(state_.as_raw(), Class::name(), Class::key(), CounterClass::key());
  }

  /// The T, whole.
  T read() const {
    return read_with([](const T& value) { return value; });
  }

  /// What \p function makes of the T, for a T of which only a part is wanted. It is called again,
  /// from the start, if somebody has written meanwhile; only the last call counts.
  ///
  ///     kernel::SeqLock<int, "Example::level"> level(3);
  ///     int twice = level.read_with([](const int& value) { return 2 * value; });
  ///     EXPECT_EQ(twice, 6);
  ///
  /// It returns something Send, so that nothing leads back.
  ///
  /// \safety The T may be torn while \p function runs: it must come to an end and do no harm with
  /// any bytes, and leave no trace but what it returns. If that is hard, use read().
  template <std::invocable<const T&> F>
  auto read_with(F&& function) const {
    static_assert(!std::is_void_v<std::invoke_result_t<F, const T&>>,
                  "what is not returned may be torn: return a value");
    for (;;) {
      const unsigned start = cpp_helper_read_seqbegin(state_.as_raw());
      auto given = detail::call_guarded(function, std::as_const(*guarded_.address()));
      if (!cpp_helper_read_seqretry(state_.as_raw(), start)) return given;
    }
  }

  /// Locks for writing, and unlocks when the guard goes. Reading meanwhile is a deadlock.
  Guard<BasicSeqLock> write() const
      KERNEL_ACQUIRES(this, B::Enters::capability) KERNEL_NOT_ANALYSED {
    return Guard<BasicSeqLock>(*this, B::lock(state_.as_raw()));
  }
  /// Locks for writing unless another writer holds the lock.
  ///
  ///     kernel::SeqLock<int, "Example::level"> level(3);
  ///     if (auto guard = level.try_write()) *guard += 1;
  ///     EXPECT_EQ(level.read(), 4);
  TryGuard<BasicSeqLock, B, T> try_write() const { return TryGuard<BasicSeqLock, B, T>(*this); }
  /// What \p function makes of the T, with the lock held for writing meanwhile: something Send, so
  /// that nothing leads back.
  template <std::invocable<T&> F>
  auto with_write(F&& function) const KERNEL_MUST_NOT_HOLD(this) KERNEL_NOT_ANALYSED {
    auto guard = write();
    return detail::call_guarded(std::forward<F>(function), *guard);
  }

  /// Lets lockdep warn if the calling thread does not hold the lock for writing.
  ///
  /// \context Any. Without CONFIG_LOCKDEP it does nothing.
  void assert_held() const KERNEL_ASSERTS(this) { cpp_helper_seqlock_assert_held(state_.as_raw()); }

  /// The C lock, for C functions.
  ///
  /// \safety What C does with it must end as it began: held, or not.
  seqlock_t* as_raw() const { return state_.as_raw(); }

 private:
  friend class Guard<BasicSeqLock>;
  friend class TryGuard<BasicSeqLock, B, T>;

  Opaque<seqlock_t> state_;
  mutable detail::Guarded<T> guarded_;
};

/// A BasicSeqLock that nobody uses in interrupts: a reader there would wait for ever for a writer
/// on its own processor.
///
/// \context Any but interrupts. With PREEMPT_RT readers and writers may sleep, so there not with
/// preemption disabled; a writer must not sleep all the same.
/// \wraps{linux/seqlock.h,locking/seqlock.html}
template <typename T, LockName kName = "">
using SeqLock = BasicSeqLock<T, kName, detail::SeqLockBackend>;

/// A BasicSeqLock whose writers disable interrupts, for data that interrupt handlers read or write.
///
///     kernel::SeqLockIrq<int, "Example::events"> events(0);
///     {
///       auto guard = events.write();
///       *guard += 1;
///     }
///     EXPECT_EQ(events.read(), 1);
///
/// \context Any. With PREEMPT_RT interrupts stay enabled, as handlers are threads there.
/// \wraps{linux/seqlock.h,locking/seqlock.html}
template <typename T, LockName kName = "">
using SeqLockIrq = BasicSeqLock<T, kName, detail::SeqLockIrqBackend>;

/// \cond
template <typename T, LockName kName, typename B>
inline constexpr bool kIsSend<BasicSeqLock<T, kName, B>> = Send<T>;
/// \endcond

}  // namespace kernel
