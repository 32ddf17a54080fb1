// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The kernel's spinlock: a lock for short moments, whose holder must not sleep.

#include <helpers/spinlock.h>

#include <kernel/sync/lock.hpp>

namespace kernel {

/// The kind of lock that a SpinLock is.
///
///     using kernel::Lock;
///     static_assert(std::same_as<kernel::SpinLock<int>, Lock<int, kernel::SpinLockBackend>>);
struct SpinLockBackend {
  /// The C object.
  using State = ::spinlock_t;
  /// A plain spinlock has nothing to remember.
  struct GuardState {};
  /// Its holder must not sleep.
  using Enters = context::Atomic;
  /// It can be taken wherever its C function can.
  using NotIn = context::None;

  /// Makes it ready.
  static void init(State* lock, const char* name, lock_class_key* key) {
    cpp_helper_spin_lock_init(lock, name, key);
  }
  /// Locks.
  static GuardState lock(State* lock) {
    cpp_helper_spin_lock(lock);
    return {};
  }
  /// Locks if it is free.
  static bool try_lock(State* lock, GuardState&) { return cpp_helper_spin_trylock(lock); }
  /// Unlocks.
  static void unlock(State* lock, GuardState) { cpp_helper_spin_unlock(lock); }
  /// Locks again.
  static void relock(State* lock, GuardState&) { cpp_helper_spin_lock(lock); }
  /// Tells lockdep that it must be held.
  static void assert_held(State* lock) { cpp_helper_spin_assert_held(lock); }
};

/// The kind of lock that a SpinLockIrq is.
///
///     using kernel::Lock;
///     static_assert(std::same_as<kernel::SpinLockIrq<int>, Lock<int,
///     kernel::SpinLockIrqBackend>>);
struct SpinLockIrqBackend {
  /// The C object.
  using State = ::spinlock_t;
  /// Whether interrupts were enabled before.
  struct GuardState {
    /// What `spin_lock_irqsave()` gave.
    unsigned long flags;
  };
  /// Its holder must not sleep.
  using Enters = context::Atomic;
  /// It can be taken anywhere.
  using NotIn = context::None;

  /// Makes it ready.
  static void init(State* lock, const char* name, lock_class_key* key) {
    cpp_helper_spin_lock_init(lock, name, key);
  }
  /// Disables interrupts, then locks.
  static GuardState lock(State* lock) { return {cpp_helper_spin_lock_irqsave(lock)}; }
  /// The same if it is free.
  static bool try_lock(State* lock, GuardState& state) {
    unsigned long flags;  // of its own, so that the guard's address is not taken
    const bool held = cpp_helper_spin_trylock_irqsave(lock, &flags);
    state.flags = flags;
    return held;
  }
  /// Unlocks, and lets interrupts be as they were.
  static void unlock(State* lock, GuardState state) {
    cpp_helper_spin_unlock_irqrestore(lock, state.flags);
  }
  /// Locks again.
  static void relock(State* lock, GuardState& state) { state = SpinLockIrqBackend::lock(lock); }
  /// Tells lockdep that it must be held.
  static void assert_held(State* lock) { cpp_helper_spin_assert_held(lock); }
};

/// A lock whose waiters spin on their processor: for short moments, and where nothing may sleep.
/// Its holder must not sleep.
///
///     kernel::SpinLock<int, "Example::counter"> counter(0);
///     auto guard = counter.lock();
///     *guard += 1;
///
/// If an interrupt handler uses the T too, take a SpinLockIrq: a handler that came while its own
/// processor holds the lock would wait for ever.
///
/// \context Any but interrupts. With PREEMPT_RT the waiters sleep, so there not in interrupts and
/// not with preemption disabled; the holder must not sleep all the same.
/// \wraps{linux/spinlock.h,locking/spinlocks.html}
template <typename T, LockName kName = "">
using SpinLock = Lock<T, SpinLockBackend, kName>;

/// A SpinLock that disables the processor's interrupts while it is held, and then lets them be as
/// they were: the guard carries that. Such guards may be nested, with one another and with those of
/// plain spinlocks.
///
///     kernel::SpinLockIrq<int, "Example::events"> events(0);
///     auto guard = events.lock();
///     *guard += 1;
///
/// \context Any. With PREEMPT_RT interrupts stay enabled, as handlers are threads there.
/// \wraps{linux/spinlock.h,locking/spinlocks.html}
template <typename T, LockName kName = "">
using SpinLockIrq = Lock<T, SpinLockIrqBackend, kName>;

}  // namespace kernel
