// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The kernel's mutex: a lock whose waiters sleep.

#include <helpers/mutex.h>

#include <kernel/sync/lock.hpp>

namespace kernel {

/// The kind of lock that a Mutex is.
///
///     static_assert(std::same_as<kernel::Mutex<int>, kernel::Lock<int, kernel::MutexBackend>>);
struct MutexBackend {
  /// The C object.
  using State = ::mutex;
  /// A mutex has nothing to remember.
  struct GuardState {};
  /// Its holder may sleep.
  using Enters = context::MaySleep;
  /// It sleeps itself.
  using NotIn = context::Atomic;

  /// Makes it ready.
  static void init(State* mutex, const char* name, lock_class_key* key) {
    cpp_helper___mutex_init(mutex, name, key);
  }
  /// Locks.
  static GuardState lock(State* mutex) {
    cpp_helper_mutex_lock(mutex);
    return {};
  }
  /// Locks if it is free.
  static bool try_lock(State* mutex, GuardState&) { return bindings::mutex_trylock(mutex) != 0; }
  /// Unlocks.
  static void unlock(State* mutex, GuardState) { bindings::mutex_unlock(mutex); }
  /// Locks again.
  static void relock(State* mutex, GuardState&) { cpp_helper_mutex_lock(mutex); }
  /// Tells lockdep that it must be held.
  static void assert_held(State* mutex) { cpp_helper_mutex_assert_held(mutex); }
};

/// A lock whose waiters sleep, and whose holder may sleep too.
///
///     struct State {
///       int length = 0;
///     };
///     kernel::Mutex<State> state;
///     auto guard = state.lock();
///     guard->length = 1;
///
/// `state.lock()->length = 1` does not compile: the guard would be gone with the statement.
///
/// \context May sleep; not in interrupts. try_lock() does not sleep, but not in interrupts either.
/// \wraps{linux/mutex.h,locking/mutex-design.html}
template <typename T, LockName kName = "">
using Mutex = Lock<T, MutexBackend, kName>;

}  // namespace kernel
