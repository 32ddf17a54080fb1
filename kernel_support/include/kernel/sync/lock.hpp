// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Locks that own what they guard.

#include <concepts>
#include <kernel/bug.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/sync/lock_class.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <type_traits>
#include <utility>

namespace kernel {

/// A kind of lock: the C object behind it, and the C functions on it.
///
/// - `State` is the C object, which `init(state, name, key)` makes ready.
/// - `GuardState` is what `lock(state)` gives and `unlock(state, guard_state)` needs back, such as
///   the saved interrupt flags. `try_lock(state, guard_state)` fills it, and gives false if
///   somebody else holds the lock. `relock(state, guard_state)` locks again after `unlock()`.
/// - `assert_held(state)` lets lockdep warn if the lock is not held.
/// - `Enters` is the context that its holder is in, and `NotIn` the one in which lock() must not be
///   called: types from thread_safety.hpp.
///
/// A new kind can add to one that is there:
///
///     # #include <kernel/sync/mutex.hpp>
///     struct CountingBackend : kernel::MutexBackend {
///       static GuardState lock(State* mutex) {
///         ++locked;   // not exact, if several threads do it at the same time
///         return MutexBackend::lock(mutex);
///       }
///       static inline constinit int locked = 0;
///     };
///     # ---
///
///     kernel::Lock<int, CountingBackend> counter(0);
///     counter.with([](int& value) { value += 1; });
///     EXPECT_EQ(CountingBackend::locked, 1);
template <typename B>
concept LockBackend = requires(typename B::State* state, typename B::GuardState& guard_state,
                               const char* name, lock_class_key* key) {
  B::Enters::capability;
  B::NotIn::capability;
  B::init(state, name, key);
  { B::lock(state) } -> std::same_as<typename B::GuardState>;
  { B::try_lock(state, guard_state) } -> std::same_as<bool>;
  B::unlock(state, guard_state);
  B::relock(state, guard_state);
  B::assert_held(state);
};

template <typename L>
class Guard;
template <typename L, typename B = typename L::Backend, typename T = typename L::Value>
class TryGuard;
template <typename L, LockName kName>
class CondVar;

namespace detail {

/// What a lock guards; nothing, if T is void.
template <typename T>
struct Guarded {
  template <typename... Args>
  constexpr explicit Guarded(Args&&... args) : value{std::forward<Args>(args)...} {}
  T* address() { return &value; }
  T value;
};
template <>
struct Guarded<void> {};

/// Whether locks of the kind B are ready before any code runs: see global_lock.hpp.
template <typename B>
concept BackendOfGlobals = B::kOfGlobals;

/// Whether a T can be built from Args, and those are not just another lock of the type L.
template <typename L, typename T, typename... Args>
concept GuardedFrom = (std::is_void_v<T> ? sizeof...(Args) == 0
                                         : requires { T{std::declval<Args>()...}; }) &&
                      !(std::same_as<L, std::remove_cvref_t<Args>> || ...);

/// What \p function makes of what a lock guards, if that does not lead back there.
template <typename F, typename T>
auto call_guarded(F&& function, T& value) {
  static_assert(Leaves<std::invoke_result_t<F, T&>>,
                "what the lock guards must not be reachable without it: return a value or an "
                "owner, no reference, pointer, CStr, span, OptionalRef or iterator");
  return std::forward<F>(function)(value);
}

}  // namespace detail

/// A lock of the kind B, and the T that it guards. The only way to the T is through a guard, and
/// the guard holds the lock:
///
///     kernel::Mutex<int, "Example::counter"> counter(0);
///     {
///       auto guard = counter.lock();
///       *guard += 1;
///     }   // unlocked here, on every way out of the block
///
/// Use it by the names Mutex, SpinLock and SpinLockIrq.
///
/// lockdep checks the order in which locks of different classes are taken. All locks of one type
/// are of one class: so \p kName, "Owner::field", both names the class and sets it apart from locks
/// around the same T elsewhere. Without a name the class is called after T; a LockClassKey makes
/// classes at run time.
///
/// A lock can be shared by reference even if that is to const: locking makes the T accessible for
/// changes. A lock of `void` guards no object of its own; KERNEL_GUARDED_BY tells the analysis what
/// belongs to it.
///
/// It can be neither copied nor moved, as C code keeps its address.
///
/// \context Making: any. Locking: as the kind says.
template <typename T, LockBackend B, LockName kName = "">
class KERNEL_CAPABILITY("lock") Lock {
  static_assert(!std::is_reference_v<T>, "a lock owns what it guards");
  using Class = detail::LockClass<Lock, T, kName>;

 public:
  /// What the lock guards.
  using Value = T;
  /// The kind of lock.
  using Backend = B;

  /// A lock that nobody holds, around a T built from \p args.
  template <typename... Args>
    requires(detail::GuardedFrom<Lock, T, Args...>)
  // NOLINTNEXTLINE(google-explicit-constructor): it is, where one argument is enough
  constexpr explicit(sizeof...(Args) == 1) Lock(Args&&... args)
      : guarded_(std::forward<Args>(args)...) {
    if constexpr (detail::BackendOfGlobals<B>) {
      B::template init_global<Class>(state_.as_raw());
    } else {
      B::init(state_.as_raw(), Class::name(), Class::key());
    }
  }
  /// The same, of the class \p key, which must outlive it: see LockClassKey.
  template <typename... Args>
    requires(detail::GuardedFrom<Lock, T, Args...> && !detail::BackendOfGlobals<B>)
  explicit Lock(const LockClassKey& key, Args&&... args) : guarded_(std::forward<Args>(args)...) {
    B::init(state_.as_raw(), Class::name(), key.as_raw());
  }
  Lock(const LockClassKey&&, auto&&...) = delete;  // the key must outlive the lock: give it a name

  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

  /// Locks, and unlocks when the guard goes. Locking what one holds already is a deadlock.
  Guard<Lock> lock() const KERNEL_ACQUIRES(this, B::Enters::capability)
      KERNEL_MUST_NOT_HOLD(B::NotIn::capability) KERNEL_NOT_ANALYSED {
    return Guard<Lock>(*this, B::lock(state_.as_raw()));
  }

  /// Locks unless somebody else holds the lock.
  ///
  ///     # kernel::Mutex<int> counter(0);
  ///     if (auto guard = counter.try_lock()) *guard += 1;
  ///
  /// \context As for lock(); but it never waits.
  TryGuard<Lock, B, T> try_lock() const { return TryGuard<Lock, B, T>(*this); }

  /// What \p function makes of the T, with the lock held meanwhile: something Send, so that nothing
  /// leads back.
  ///
  ///     # kernel::Mutex<int> counter(0);
  ///     int before = counter.with([](int& value) { return value++; });
  ///
  /// \context As for lock(), and as \p function needs.
  template <std::invocable<std::add_lvalue_reference_t<T>> F>
  auto with(F&& function) const
      KERNEL_MUST_NOT_HOLD(this, B::NotIn::capability) KERNEL_NOT_ANALYSED {
    auto guard = lock();
    return detail::call_guarded(std::forward<F>(function), *guard);
  }

  /// Lets lockdep warn if the calling thread does not hold the lock.
  ///
  /// \context Any. Without CONFIG_LOCKDEP it does nothing.
  void assert_held() const KERNEL_ASSERTS(this) { B::assert_held(state_.as_raw()); }

  /// Locks without a guard, for C interfaces that lock in one call and unlock in another.
  ///
  /// \safety Somebody must hand what it returns to unlock_raw(), once.
  typename B::GuardState lock_raw() const KERNEL_ACQUIRES(this, B::Enters::capability)
      KERNEL_MUST_NOT_HOLD(B::NotIn::capability) KERNEL_NOT_ANALYSED {
    return B::lock(state_.as_raw());
  }

  /// Undoes lock_raw().
  ///
  /// \safety \p guard_state must come from lock_raw() of this lock.
  void unlock_raw(typename B::GuardState guard_state) const
      KERNEL_RELEASES(this, B::Enters::capability) KERNEL_NOT_ANALYSED {
    B::unlock(state_.as_raw(), guard_state);
  }

  /// What the lock guards.
  ///
  /// \safety Only for whoever called lock_raw().
  T* value_raw() const { return guarded_.address(); }

  /// The C lock, for C functions.
  ///
  /// \safety What C does with it must end as it began: held, or not.
  typename B::State* as_raw() const { return state_.as_raw(); }

 private:
  friend class Guard<Lock>;
  friend class TryGuard<Lock, B, T>;

  Opaque<typename B::State> state_;
  [[no_unique_address]] mutable detail::Guarded<T> guarded_;
};

/// Holds a lock of the type L for as long as it lives, and leads to what the lock guards.
///
/// It is a local variable and nothing else: it can be neither copied nor moved nor made on the
/// heap, and one without a name does not compile if anything is done with it. A function that wants
/// a lock held takes the guard by reference:
///
///     using Counter = kernel::Mutex<int, "Example::counter">;
///     void add(kernel::Guard<Counter>& guard) { *guard += 1; }
///     # ---
///
///     Counter counter(0);
///     auto guard = counter.lock();
///     add(guard);
///     EXPECT_EQ(*guard, 1);
///
/// \invariant The lock is held by the thread that runs.
template <typename L>
class [[nodiscard]] KERNEL_SCOPED_CAPABILITY Guard : NotThreadSafe {
  using Backend = typename L::Backend;
  using T = typename L::Value;

 public:
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;
  static void* operator new(decltype(sizeof(0))) = delete;
  /// Unlocks.
  ~Guard() KERNEL_RELEASES() { Backend::unlock(lock_.state_.as_raw(), state_); }

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
  template <typename, LockName>
  friend class CondVar;
  Guard(const L& lock, typename Backend::GuardState state) : lock_(lock), state_(state) {}

  // For a sleep. Nothing else may run meanwhile: it could use the guard.
  template <typename F>
  void do_unlocked(F&& function) KERNEL_NOT_ANALYSED {
    Backend::unlock(lock_.state_.as_raw(), state_);
    function();
    Backend::relock(lock_.state_.as_raw(), state_);
  }

  const L& lock_;
  [[no_unique_address]] typename Backend::GuardState state_;
};

/// Holds a lock of the type L, or nothing: what try_lock() gives. \p B is how it is locked, and \p
/// T what the guard leads to; where readers share a lock, there are two of each.
///
///     kernel::Mutex<int, "Example::counter"> counter(0);
///     auto guard = counter.try_lock();
///     if (guard) *guard += 1;
///     auto another = counter.try_lock();
///     EXPECT(!another);   // as the first one has it
///
/// As a Guard, it has a name: `if (counter.try_lock())`, which would unlock before the block
/// begins, does not compile.
///
/// \invariant If it holds the lock, the thread that runs does.
template <typename L, typename B, typename T>
class [[nodiscard]] TryGuard : NotThreadSafe {
 public:
  TryGuard(const TryGuard&) = delete;
  TryGuard& operator=(const TryGuard&) = delete;
  static void* operator new(decltype(sizeof(0))) = delete;
  /// Unlocks, if it holds the lock.
  ~TryGuard() {
    if (held_) B::unlock(lock_.state_.as_raw(), state_);
  }

  /// Whether it holds the lock.
  explicit operator bool() const& { return held_ != 0; }
  explicit operator bool() const&& = delete;  // without a name it would unlock at once
  /// What the lock guards; using a guard that does not hold the lock is a bug and stops the thread
  /// with an oops.
  std::add_lvalue_reference_t<T> operator*() const& KERNEL_LIFETIME_BOUND {
    if (!held_) bug("a TryGuard without the lock is used: ask it first");
    return *lock_.guarded_.address();
  }
  /// A member of what the lock guards, with the same check.
  T* operator->() const& KERNEL_LIFETIME_BOUND { return &**this; }
  std::add_lvalue_reference_t<T> operator*() const&& = delete;
  T* operator->() const&& = delete;

 private:
  friend L;
  explicit TryGuard(const L& lock)
      : lock_(lock), held_(B::try_lock(lock.state_.as_raw(), state_)) {}

  const L& lock_;
  [[no_unique_address]] typename B::GuardState state_;
  // As wide as a word, for GCC would zero the gap behind a bool each time.
  unsigned long held_;
};

/// \cond
template <typename T, LockBackend B, LockName kName>
inline constexpr bool kIsSend<Lock<T, B, kName>> = std::is_void_v<T> || Send<T>;
/// \endcond

}  // namespace kernel
