// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Read-copy-update: data that is read without waiting, and replaced as a whole.

#include <helpers/rcupdate.h>

#include <concepts>
#include <kernel/alloc/kbox.hpp>
#include <kernel/bug.hpp>
#include <kernel/lifetime.hpp>
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
template <typename T>
class Link;

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

/// Calls the destructor of \p old, and frees it.
template <typename T>
void free_now(T* old) {
  // SAFETY: the caller owns it, and it came from a box.
  KBox<Block<T>>::from_raw(Block<T>::of(old));
}

/// The same after a grace period.
template <typename T>
void free_later(T* old) {
  static_assert(
      AtomicDestructible<T>,
      "the T sleeps when it is destroyed, and RCU destroys it where nothing may sleep: use "
      "rcu::Link for a pointer inside of it, and keep elsewhere what else sleeps");
  if (!old) return;
  if constexpr (std::is_trivially_destructible_v<T>) {
    cpp_helper_kvfree_rcu(Block<T>::of(old));
  } else {
    bindings::call_rcu(Block<T>::of(old), [](callback_head* head) KERNEL_ATOMIC {
      free_now(&static_cast<Block<T>*>(head)->value);
    });
  }
}

/// What a reader finds at \p place.
template <typename T>
const T* dereference(const Atomic<T*>& place) {
  return static_cast<const T*>(cpp_helper_rcu_dereference(place.as_raw()));
}

/// Whether a T is an element of a chain: it has a Link of the name `next`.
template <typename T>
concept Chained = requires(T& element) {
  { element.next } -> std::same_as<Link<T>&>;
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
    static_assert(AtomicDestructible<T>,
                  "the T sleeps when it is destroyed, and RCU destroys it where nothing may sleep: "
                  "use rcu::Link for a pointer inside of it, and keep elsewhere what else sleeps");
    static_assert(Send<T>, "a Pointer shares its object with other threads, so it must be Send");
    return Box(TRY(KBox<detail::Block<T>>::make(flags, std::forward<Args>(args)...)));
  }

  /// \name The object
  ///
  /// Constant if the box is; not to be had of a box that goes at once.
  /// \{

  /// The object.
  T& operator*() & KERNEL_LIFETIME_BOUND { return block_->value; }
  const T& operator*() const& KERNEL_LIFETIME_BOUND { return block_->value; }
  const T& operator*() const&& = delete;  // the box goes at once: give it a name first
  /// A member of the object.
  T* operator->() & KERNEL_LIFETIME_BOUND { return &block_->value; }
  const T* operator->() const& KERNEL_LIFETIME_BOUND { return &block_->value; }
  const T* operator->() const&& = delete;  // the box goes at once: give it a name first
                                           /// \}

 private:
  friend class Pointer<T>;
  friend class Link<T>;
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
/// PREEMPT_RT), so it must not take a lock that others take without disabling softirqs; a T that
/// sleeps when it is destroyed does not compile. Where the destructor cannot run there, use
/// replace_sync().
///
/// A pointer to T inside of an object that RCU frees is a Link.
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

 public:
  /// No T yet.
  Pointer() = default;
  /// Starts with the T in \p first.
  explicit Pointer(Box<T> first) : value_(std::move(first).into_value()) {}
  Pointer(const Pointer&) = delete;
  Pointer& operator=(const Pointer&) = delete;

  /// Nobody can begin to read any more; those who do still may finish.
  ~Pointer() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    detail::free_later(value_.load(Relaxed));
    // The callbacks of this pointer are code of this module. All were queued before, by this thread
    // or by threads that are done with the pointer, and the kernel runs what it queued on each
    // processor in order: so when this returns, they have returned, too.
    if constexpr (!std::is_trivially_destructible_v<T>) barrier();
  }

  /// The T that is there now, if one is. It must not be used after \p guard is gone.
  OptionalRef<const T> read(const ReadGuard& guard KERNEL_ANALYSED_(lifetimebound)) const {
    // The guard stands for the read section.
    static_cast<void>(guard);
    // SAFETY: it is there until the section ends, and the caller keeps to that.
    return OptionalRef<const T>::from_raw(detail::dereference(value_));
  }
  OptionalRef<const T> read(const ReadGuard&&) const = delete;

  /// Publishes \p value. What was there goes after a grace period; nobody waits for it.
  void replace(Box<T> value) const { detail::free_later(exchange(std::move(value).into_value())); }

  /// Leaves no T. What was there goes after a grace period.
  void clear() const { detail::free_later(exchange(nullptr)); }

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

  /// Makes \p value the first element of the chain: see Link::push_front().
  void push_front(Box<T> value, const ReadGuard& guard) const {
    static_cast<void>(guard);
    Link<T>::push_front_at(value_, std::move(value).into_value());
  }
  /// Takes the first element out of the chain: see Link::remove_front().
  bool remove_front(const ReadGuard& guard) const {
    static_cast<void>(guard);
    return Link<T>::remove_front_at(value_);
  }
  /// Publishes \p value in the place of the first element: see Link::replace_front().
  void replace_front(Box<T> value, const ReadGuard& guard) const {
    static_cast<void>(guard);
    Link<T>::replace_front_at(value_, std::move(value).into_value());
  }

 private:
  // As rcu_assign_pointer(), but whoever comes second takes what the first has published.
  T* exchange(T* value) const { return value_.xchg(value, Full); }

  static std::optional<Box<T>> wait_for(T* old) KERNEL_MAY_SLEEP {
    if (!old) return std::nullopt;
    synchronize();
    // Nobody finds it any more, and nobody who found it reads it still.
    return Box<T>::from_value(old);
  }

  Atomic<T*> value_;
};

/// A Pointer inside of an object that RCU frees, such as the link from one element of a list to the
/// next. What it leads to goes with the object around it, at once: who could have come here by that
/// object is gone already. So its destructor does not wait, where that of a Pointer does and must
/// not be called. One pointer wide.
///
///     struct Route {
///       int destination;
///       kernel::rcu::Link<Route> next;
///     };
///     kernel::rcu::Pointer<Route> routes;
///     auto first = TRY(kernel::rcu::Box<Route>::make(kernel::GFP_KERNEL, 1));
///     auto second = TRY(kernel::rcu::Box<Route>::make(kernel::GFP_KERNEL, 2));
///     auto better = TRY(kernel::rcu::Box<Route>::make(kernel::GFP_KERNEL, 3));
///
///     kernel::rcu::ReadGuard guard;
///     routes.push_front(std::move(first), guard);
///     routes.push_front(std::move(second), guard);
///     routes.replace_front(std::move(better), guard);   // in the place of 2
///     int sum = 0;
///     for (auto at = routes.read(guard); at; at = at->next.read(guard)) sum += at->destination;
///     EXPECT_EQ(sum, 4);
///
/// If T has a Link to the next T of the name `next`, as here, a Link or Pointer is the begin of a
/// *chain*. Its elements can be put in and taken out one by one, by push_front(), remove_front()
/// and replace_front(), and a long chain is destroyed without using up the stack. It is destroyed
/// in one go, by a softirq if RCU does it: with very long ones take Pointer::clear_sync(). Writers
/// need a lock around these: that two change a chain at one place at the same time, or that an
/// element is changed after it was taken out, is found and stops the thread with an oops.
///
/// \safety Only as a member of an object in a Box. A Link that is not would free what others read.
/// \invariant As for Pointer; or the pointer is marked, and another place owns the rest of the
/// chain. \context Any. T must not sleep when it is destroyed.
/// \wraps{linux/rcupdate.h,RCU/whatisRCU.html}
template <typename T>
class Link {
 public:
  /// Leads nowhere.
  Link() = default;
  /// Leads to the T in \p first.
  explicit Link(Box<T> first) : value_(std::move(first).into_value()) {}
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  ~Link() {
    T* rest = take();
    while (rest) {
      T* after = nullptr;
      // So that a long chain is a loop and no recursion.
      if constexpr (detail::Chained<T>) after = rest->next.take();
      detail::free_now(rest);
      rest = after;
    }
  }

  /// The T that it leads to, if there is one. It must not be used after \p guard is gone.
  OptionalRef<const T> read(const ReadGuard& guard KERNEL_ANALYSED_(lifetimebound)) const {
    static_cast<void>(guard);
    // SAFETY: it is there until the section ends, and the caller keeps to that.
    return OptionalRef<const T>::from_raw(plain(detail::dereference(value_)));
  }
  OptionalRef<const T> read(const ReadGuard&&) const = delete;

  /// Publishes \p value. What was there, with the rest of a chain, goes after a grace period.
  void replace(Box<T> value) const { detail::free_later(exchange(std::move(value).into_value())); }
  /// Leads nowhere from now on. What was there, with the rest of a chain, goes after a grace
  /// period.
  void clear() const { detail::free_later(exchange(nullptr)); }

  /// Puts \p value here; it leads to what was here.
  ///
  /// \context In a read section, with other writers locked out.
  void push_front(Box<T> value, const ReadGuard& guard) const {
    static_cast<void>(guard);
    push_front_at(value_, std::move(value).into_value());
  }
  /// Takes out what is here and puts in its place what that leads to. It goes after a grace period.
  /// Returns whether there was something.
  ///
  /// \context In a read section, with other writers locked out.
  bool remove_front(const ReadGuard& guard) const {
    static_cast<void>(guard);
    return remove_front_at(value_);
  }
  /// Puts \p value in the place of what is here; it leads to what that led to. The old one goes
  /// after a grace period.
  ///
  /// \context In a read section, with other writers locked out.
  void replace_front(Box<T> value, const ReadGuard& guard) const {
    static_cast<void>(guard);
    replace_front_at(value_, std::move(value).into_value());
  }

 private:
  template <typename>
  friend class Link;
  friend class Pointer<T>;

  // The lowest bit of an address says that what it leads to was handed on to another place: readers
  // may still come by here, and this Link owns it no more.
  static bool is_handed_on(const T* value) {
    return (reinterpret_cast<unsigned long>(value) & 1) != 0;
  }
  static T* handed_on(T* value) {
    return reinterpret_cast<T*>(reinterpret_cast<unsigned long>(value) | 1);
  }
  static const T* plain(const T* value) {
    return reinterpret_cast<const T*>(reinterpret_cast<unsigned long>(value) & ~1UL);
  }

  static T* owned_at(const Atomic<T*>& place) {
    T* value = place.load(Acquire);
    if (is_handed_on(value))
      bug("an rcu::Link is changed whose object was taken out: look for its place again");
    return value;
  }
  static void publish(const Atomic<T*>& place, T* old, T* value) {
    if (place.cmpxchg(old, value, Full) != old)
      bug("an rcu::Link is changed by two writers at a time: they need a lock");
  }

  // What value had as its rest is of nobody's interest.
  static void give_rest(T* value, T* rest) {
    Link dropped;
    dropped.value_.store(value->next.value_.load(Relaxed), Relaxed);
    value->next.value_.store(rest, Relaxed);
  }
  static T* hand_on_rest(T* value) {
    const Atomic<T*>& next = value->next.value_;
    T* rest = owned_at(next);
    publish(next, rest, handed_on(rest));
    return rest;
  }

  static void push_front_at(const Atomic<T*>& place, T* value) {
    static_assert(detail::Chained<T>, "an element of a chain has a Link to the next one: next");
    T* first = owned_at(place);
    give_rest(value, first);
    publish(place, first, value);
  }
  static bool remove_front_at(const Atomic<T*>& place) {
    static_assert(detail::Chained<T>, "an element of a chain has a Link to the next one: next");
    T* first = owned_at(place);
    if (!first) return false;
    publish(place, first, hand_on_rest(first));
    detail::free_later(first);
    return true;
  }
  static void replace_front_at(const Atomic<T*>& place, T* value) {
    static_assert(detail::Chained<T>, "an element of a chain has a Link to the next one: next");
    T* first = owned_at(place);
    give_rest(value, first ? hand_on_rest(first) : nullptr);
    publish(place, first, value);
    detail::free_later(first);
  }

  T* exchange(T* value) const {
    T* old = owned_at(value_);
    publish(value_, old, value);
    return old;
  }
  T* take() {
    T* value = value_.load(Relaxed);
    if (!value || is_handed_on(value)) return nullptr;
    value_.store(nullptr, Relaxed);
    return value;
  }

  Atomic<T*> value_;
};

}  // namespace kernel::rcu

/// \cond
template <typename T>
inline constexpr bool kernel::kIsSend<kernel::rcu::Box<T>> = kernel::Send<T>;
template <typename T>
inline constexpr bool kernel::kIsSend<kernel::rcu::Pointer<T>> = kernel::Send<T>;
template <typename T>
inline constexpr bool kernel::kIsSend<kernel::rcu::Link<T>> = kernel::Send<T>;
/// \endcond
