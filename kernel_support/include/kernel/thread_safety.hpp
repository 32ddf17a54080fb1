// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What the project's lint knows of locks and contexts: words for clang's thread-safety analysis.
///
/// `make lint` follows every function with them and reports a function that sleeps while a spinlock
/// is held, data touched without its lock, a lock that is still held at the return, and one that is
/// given back twice. To GCC, which builds the modules, they mean nothing.
///
///     # #include <kernel/sync/spinlock.hpp>
///     class Queue {
///      public:
///       void wait() KERNEL_MAY_SLEEP {}             // not under a spinlock
///       int drain() KERNEL_MUST_HOLD(lock) {        // the caller has locked
///         int drained = length_;
///         length_ = 0;
///         return drained;
///       }
///       kernel::SpinLock<void, "Queue::lock"> lock;
///
///      private:
///       int length_ KERNEL_GUARDED_BY(lock) = 3;
///     };
///     # ---
///
///     Queue queue;
///     queue.wait();
///     auto guard = queue.lock.lock();
///     EXPECT_EQ(queue.drain(), 3);
///
/// The analysis looks at one function at a time: what a function does to locks, its callers learn
/// from these words only.

#include <type_traits>

#ifdef __clang__
#define KERNEL_ANALYSED_(attribute) __attribute__((attribute))
#else
#define KERNEL_ANALYSED_(attribute)
#endif

/// A class whose objects can be held: a lock, or a context. \p what is how messages call it.
///
/// This is how a new kind of lock and its guard tell the analysis what they do:
///
///     # #include <kernel/bug.hpp>
///     class KERNEL_CAPABILITY("door") Door {
///      public:
///       void close() KERNEL_ACQUIRES(this) KERNEL_NOT_ANALYSED { closed_ = true; }
///       void peep() KERNEL_ACQUIRES_SHARED(this) KERNEL_NOT_ANALYSED { closed_ = true; }
///       void open() KERNEL_RELEASES(this) KERNEL_NOT_ANALYSED { closed_ = false; }
///       void check() const KERNEL_ASSERTS(this) { if (!closed_) kernel::bug(); }
///       bool closed() const { return closed_; }
///
///      private:
///       bool closed_ = false;
///     };
///     class KERNEL_SCOPED_CAPABILITY Visit {
///      public:
///       // Not by whoever is inside already, and not where nothing may sleep.
///       explicit Visit(Door& door) KERNEL_ACQUIRES(door) KERNEL_MUST_NOT_HOLD(door)
///           KERNEL_MAY_SLEEP : door_(door) { door_.close(); }
///       ~Visit() KERNEL_RELEASES() { door_.open(); }
///
///      private:
///       Door& door_;
///     };
///     # ---
///
///     Door door;
///     {
///       Visit visit(door);
///       EXPECT(door.closed());
///     }
///     EXPECT(!door.closed());
#define KERNEL_CAPABILITY(what) KERNEL_ANALYSED_(capability(what))
/// A class whose objects hold locks from their making to their end: a guard.
#define KERNEL_SCOPED_CAPABILITY KERNEL_ANALYSED_(scoped_lockable)
/// Data that may be touched only by whoever holds the lock.
#define KERNEL_GUARDED_BY(lock) KERNEL_ANALYSED_(guarded_by(lock))
/// A function that returns with the locks held.
#define KERNEL_ACQUIRES(...) KERNEL_ANALYSED_(acquire_capability(__VA_ARGS__))
/// A function that returns with the locks held for reading.
#define KERNEL_ACQUIRES_SHARED(...) KERNEL_ANALYSED_(acquire_shared_capability(__VA_ARGS__))
/// A function that gives the locks back; without arguments, the destructor of a guard.
#define KERNEL_RELEASES(...) KERNEL_ANALYSED_(release_generic_capability(__VA_ARGS__))
/// A function to be called with the locks held, which it keeps.
#define KERNEL_MUST_HOLD(...) KERNEL_ANALYSED_(requires_capability(__VA_ARGS__))
/// A function not to be called with the locks held.
#define KERNEL_MUST_NOT_HOLD(...) KERNEL_ANALYSED_(locks_excluded(__VA_ARGS__))
/// A function after which the locks are known to be held, because it checks that.
#define KERNEL_ASSERTS(...) KERNEL_ANALYSED_(assert_capability(__VA_ARGS__))
/// A function that the analysis cannot follow, because it implements what others rely on.
#define KERNEL_NOT_ANALYSED KERNEL_ANALYSED_(no_thread_safety_analysis)

/// A function that may sleep: not to be called in atomic context, such as under a spinlock.
#define KERNEL_MAY_SLEEP KERNEL_MUST_NOT_HOLD(::kernel::context::Atomic::capability)
/// A function that is called in atomic context, so that it must not sleep.
///
///     # #include <kernel/sync/spinlock.hpp>
///     int next(int& counter) KERNEL_ATOMIC { return ++counter; }
///     # ---
///
///     kernel::SpinLock<int, "Example::counter"> counter(0);
///     auto guard = counter.lock();
///     EXPECT_EQ(next(*guard), 1);
#define KERNEL_ATOMIC KERNEL_MUST_HOLD(::kernel::context::Atomic::capability)

/// Behind a destructor that may sleep. Every class that has such an object as a member or a base,
/// or an array of them, sleeps when it is destroyed as well, without a word. RCU and whatever else
/// destroys objects where nothing may sleep refuses all of them: see AtomicDestructible.
///
///     class Session {
///      public:
///       ~Session() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {}
///     };
///     struct Device {
///       int number;
///       Session session;
///     };
///     static_assert(!kernel::AtomicDestructible<Device>);
///     static_assert(kernel::AtomicDestructible<int>);
///
/// A virtual destructor of a base class must have it if that of a derived class does.
// To the compiler it is a destructor that may throw, which is what classes inherit from members.
// Nothing throws in the kernel, so that costs nothing.
#define KERNEL_SLEEPS_WHEN_DESTROYED noexcept(false)

namespace kernel {

/// Whether a T can be destroyed where nothing may sleep, as far as types tell: what an optional, a
/// variant, a box or a container holds is not seen.
template <typename T>
concept AtomicDestructible = std::is_nothrow_destructible_v<T>;

}  // namespace kernel

/// What code may do where it runs, as the analysis sees it. Contexts have no objects: they are only
/// named.
namespace kernel::context {

/// Where nothing may sleep: under a spinlock, in an RCU read section, in an interrupt.
///
///     # #include <kernel/sync/mutex.hpp>
///     # #include <kernel/sync/spinlock.hpp>
///     # ---
///     using namespace kernel;
///     static_assert(std::same_as<SpinLockBackend::Enters, context::Atomic>);
///     static_assert(std::same_as<MutexBackend::Enters, context::MaySleep>);
///     // A mutex is not taken under a spinlock; a spinlock may be taken anywhere.
///     static_assert(std::same_as<MutexBackend::NotIn, context::Atomic>);
///     static_assert(std::same_as<SpinLockBackend::NotIn, context::None>);
struct KERNEL_CAPABILITY("atomic context") Atomic {
  /// Held while code is there.
  static Atomic capability;
};

/// Where sleeping is allowed, such as under a mutex.
struct KERNEL_CAPABILITY("sleeping context") MaySleep {
  /// Held while code is there.
  static MaySleep capability;
};

/// No context: stands where one has to be named.
struct KERNEL_CAPABILITY("no context") None {
  /// Nobody ever holds it.
  static None capability;
};

}  // namespace kernel::context
