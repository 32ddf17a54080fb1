// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Locks that are ready before any code runs.

#include <kernel/sync/mutex.hpp>
#include <kernel/sync/spinlock.hpp>

namespace kernel {
namespace detail {

/// The optimiser finds a call of it where a global lock is not a static object.
[[gnu::error("a GlobalLock must be a static object: write constinit before it")]]  //
void global_lock_is_not_static();

/// The name of a lock inside the lock of the class Class, as C's initializers make it.
template <typename Class, LockName kSuffix>
inline constexpr auto kInnerName = compose([](TextWriter& out) {
  out.put(Class::name());
  out.put(kSuffix.characters);
  out.put('\0');
});

// The functions here are C's initializers: as these, they skip what the kernel's configuration
// left out.

/// `.dep_map = {...}`. Without a key, lockdep takes the lock's address for it.
template <typename State>
constexpr void init_dep_map(State& lock, const char* name, u8 wait_type) {
  if constexpr (requires { lock.dep_map.wait_type_inner; }) {
    lock.dep_map.name = name;
    lock.dep_map.wait_type_inner = wait_type;
  }
}

/// `__RAW_SPIN_LOCK_INITIALIZER()`
template <typename RawSpinlock>
constexpr void init_raw_spinlock(RawSpinlock& lock, const char* name, u8 wait_type) {
  if constexpr (requires { lock.magic; }) {
    lock.magic = static_cast<unsigned>(bindings::SPINLOCK_MAGIC);
    lock.owner_cpu = -1U;
    // C makes the owner -1, which no constant expression can; the kernel treats null alike.
#ifndef CONFIG_SMP
    lock.raw_lock.slock = 1;
#endif
  }
  init_dep_map(lock, name, wait_type);
}

/// `__MUTEX_INITIALIZER()`
template <typename Class, typename Mutex>
constexpr void init_global(Mutex& mutex) {
  if constexpr (requires { mutex.rtmutex; }) {
    init_raw_spinlock(mutex.rtmutex.wait_lock, kInnerName<Class, ".rtmutex.wait_lock">.characters,
                      bindings::LD_WAIT_SPIN);
  } else {
    init_raw_spinlock(mutex.wait_lock, kInnerName<Class, ".wait_lock">.characters,
                      bindings::LD_WAIT_SPIN);
    // Later kernels have a pointer in its place, which is null.
    if constexpr (requires { mutex.wait_list; }) {
      mutex.wait_list.next = mutex.wait_list.prev = &mutex.wait_list;
    }
    if constexpr (requires { mutex.magic; }) mutex.magic = &mutex;
  }
  init_dep_map(mutex, Class::name(), bindings::LD_WAIT_SLEEP);
}

/// `__SPIN_LOCK_INITIALIZER()`
template <typename Class, std::same_as<spinlock_t> Spinlock>
constexpr void init_global(Spinlock& lock) {
  if constexpr (requires { lock.rlock; }) {
    init_raw_spinlock(lock.rlock, Class::name(), bindings::LD_WAIT_CONFIG);
  } else {
    init_raw_spinlock(lock.lock.wait_lock, kInnerName<Class, ".lock.wait_lock">.characters,
                      bindings::LD_WAIT_SPIN);
    init_dep_map(lock, Class::name(), bindings::LD_WAIT_CONFIG);
  }
}

/// The kind of lock that B is, for static objects: the compiler initialises them. It knows how for
/// `struct mutex` and `spinlock_t`.
template <LockBackend B>
struct GlobalBackend : B {
  /// What sets it apart from B.
  static constexpr bool kOfGlobals = true;

  /// Makes the lock ready, while compiling. Class is the LockClass that names it.
  template <typename Class>
  static constexpr void init_global(typename B::State* state) {
    if (!std::is_constant_evaluated()) global_lock_is_not_static();
    detail::init_global<Class>(*state);
  }
};

}  // namespace detail

/// A Lock of the kind B that is ready before any code runs, for static objects: a module has no
/// constructors that would run when it is loaded. It is initialised as C's `DEFINE_MUTEX()` and
/// `DEFINE_SPINLOCK()` do it, and takes neither code nor time.
///
/// Everything else is as with other locks, down to the guards. The T must be such that the compiler
/// can build it, and needs no destructor. To lockdep each of these locks is a class of its own;
/// \p kName is how reports call it.
///
/// A lock that is not a static object does not build: such ones are made by Mutex and its like.
///
/// Use it by the names GlobalMutex, GlobalSpinLock and GlobalSpinLockIrq.
///
///     static constinit kernel::GlobalLock<int, kernel::SpinLockBackend> counter(0);
///     EXPECT_EQ(counter.with([](int& value) { return ++value; }), 1);
template <typename T, typename B, LockName kName = "">
using GlobalLock = Lock<T, detail::GlobalBackend<B>, kName>;

/// A Mutex that is a static object.
///
///     static constinit kernel::GlobalMutex<int, "Example::counter"> counter(0);
///     auto guard = counter.lock();
///     *guard += 1;
///
/// \context As for Mutex.
/// \wraps{linux/mutex.h,locking/mutex-design.html}
template <typename T, LockName kName = "">
using GlobalMutex = GlobalLock<T, MutexBackend, kName>;

/// A SpinLock that is a static object.
///
///     static constinit kernel::GlobalSpinLock<int, "Example::counter"> counter(0);
///     auto guard = counter.lock();
///     *guard += 1;
///
/// \context As for SpinLock.
/// \wraps{linux/spinlock.h,locking/spinlocks.html}
template <typename T, LockName kName = "">
using GlobalSpinLock = GlobalLock<T, SpinLockBackend, kName>;

/// A SpinLockIrq that is a static object.
///
///     static constinit kernel::GlobalSpinLockIrq<int, "Example::events"> events(0);
///     auto guard = events.lock();
///     *guard += 1;
///
/// \context As for SpinLockIrq.
/// \wraps{linux/spinlock.h,locking/spinlocks.html}
template <typename T, LockName kName = "">
using GlobalSpinLockIrq = GlobalLock<T, SpinLockIrqBackend, kName>;

}  // namespace kernel
