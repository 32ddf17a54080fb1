// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Variables that several threads, processors and interrupts change without a lock.

#include <helpers/atomic.h>

#include <bit>
#include <concepts>
#include <kernel/types/not_thread_safe.hpp>
#include <type_traits>

namespace kernel {

/// What an atomic operation promises about the memory accesses around it, in the terms of the
/// kernel's memory model.
namespace ordering {

/// See kernel::Relaxed.
struct Relaxed {
  /// \cond
  static constexpr cpp_helper_order kHelper = CPP_HELPER_RELAXED;
  /// \endcond
};
/// See kernel::Acquire.
struct Acquire {
  /// \cond
  static constexpr cpp_helper_order kHelper = CPP_HELPER_ACQUIRE;
  /// \endcond
};
/// See kernel::Release.
struct Release {
  /// \cond
  static constexpr cpp_helper_order kHelper = CPP_HELPER_RELEASE;
  /// \endcond
};
/// See kernel::Full.
struct Full {
  /// \cond
  static constexpr cpp_helper_order kHelper = CPP_HELPER_FULL;
  /// \endcond
};

/// What an operation that reads and writes can promise.
template <typename O>
concept Any = std::same_as<O, Relaxed> || std::same_as<O, Acquire> || std::same_as<O, Release> ||
    std::same_as<O, Full>;

/// What an operation that only reads can promise.
template <typename O>
concept AcquireOrRelaxed = std::same_as<O, Acquire> || std::same_as<O, Relaxed>;

/// What an operation that only writes can promise.
template <typename O>
concept ReleaseOrRelaxed = std::same_as<O, Release> || std::same_as<O, Relaxed>;

}  // namespace ordering

/// Promises nothing about other accesses: for counters that nobody concludes anything from.
inline constexpr ordering::Relaxed Relaxed;
/// Accesses after the operation are not made before it. Whoever reads by it what another wrote with
/// Release sees all that the other did before.
inline constexpr ordering::Acquire Acquire;
/// Accesses before the operation are not made after it.
inline constexpr ordering::Release Release;
/// A full barrier on both sides: all processors agree that what was before is before, and what was
/// after, after. C's functions without a suffix have it, if they return something.
inline constexpr ordering::Full Full;

/// What an Atomic can hold: integers, `bool`, enumerations and pointers.
template <typename T>
concept AtomicValue = (std::integral<T> || std::is_enum_v<T> ||
                       (std::is_pointer_v<T> && !std::is_function_v<std::remove_pointer_t<T>>)) &&
                      std::same_as<T, std::remove_cv_t<T>> && sizeof(T) <= sizeof(s64);

/// What an Atomic can calculate with, because C has an atomic type for it: integers of 32 and 64
/// bits.
template <typename T>
concept AtomicNumber = AtomicValue<T> && std::integral<T> && !std::same_as<T, bool> &&
                       (sizeof(T) == sizeof(int) || sizeof(T) == sizeof(s64));

namespace detail {

// The helpers for atomic_t and those for atomic64_t differ in the prefix of their names.
#define KERNEL_ATOMIC_NUMBERS_(Name, prefix, type, number)                                       \
  struct Name {                                                                                  \
    using Raw = type;                                                                            \
    using Word = number;                                                                         \
    using Order = cpp_helper_order;                                                              \
    static constexpr Raw make(Word value) { return {.counter = value}; }                         \
    static Word load(Raw* v, Order order) { return prefix##_read(v, order); }                    \
    static void store(Raw* v, Word i, Order order) { prefix##_set(v, i, order); }                \
    static Word xchg(Raw* v, Word i, Order order) { return prefix##_xchg(v, i, order); }         \
    static Word cmpxchg(Raw* v, Word old, Word desired, Order order) {                           \
      return prefix##_cmpxchg(v, old, desired, order);                                           \
    }                                                                                            \
    static bool try_cmpxchg(Raw* v, Word* old, Word desired, Order order) {                      \
      return prefix##_try_cmpxchg(v, old, desired, order);                                       \
    }                                                                                            \
    static void add(Raw* v, Word i) { prefix##_add(i, v); }                                      \
    static void sub(Raw* v, Word i) { prefix##_sub(i, v); }                                      \
    static void inc(Raw* v) { prefix##_inc(v); }                                                 \
    static void dec(Raw* v) { prefix##_dec(v); }                                                 \
    static void bit_and(Raw* v, Word i) { prefix##_and(i, v); }                                  \
    static void bit_or(Raw* v, Word i) { prefix##_or(i, v); }                                    \
    static void bit_xor(Raw* v, Word i) { prefix##_xor(i, v); }                                  \
    static void bit_andnot(Raw* v, Word i) { prefix##_andnot(i, v); }                            \
    static Word fetch_add(Raw* v, Word i, Order o) { return prefix##_fetch_add(i, v, o); }       \
    static Word fetch_sub(Raw* v, Word i, Order o) { return prefix##_fetch_sub(i, v, o); }       \
    static Word fetch_and(Raw* v, Word i, Order o) { return prefix##_fetch_and(i, v, o); }       \
    static Word fetch_or(Raw* v, Word i, Order o) { return prefix##_fetch_or(i, v, o); }         \
    static Word fetch_xor(Raw* v, Word i, Order o) { return prefix##_fetch_xor(i, v, o); }       \
    static Word fetch_andnot(Raw* v, Word i, Order o) { return prefix##_fetch_andnot(i, v, o); } \
    static Word add_return(Raw* v, Word i, Order o) { return prefix##_add_return(i, v, o); }     \
    static Word sub_return(Raw* v, Word i, Order o) { return prefix##_sub_return(i, v, o); }     \
    static bool sub_and_test(Raw* v, Word i) { return prefix##_sub_and_test(i, v); }             \
    static bool inc_and_test(Raw* v) { return prefix##_inc_and_test(v); }                        \
    static bool dec_and_test(Raw* v) { return prefix##_dec_and_test(v); }                        \
    static Word fetch_add_unless(Raw* v, Word i, Word u) {                                       \
      return prefix##_fetch_add_unless(v, i, u);                                                 \
    }                                                                                            \
    static bool add_unless(Raw* v, Word i, Word u) { return prefix##_add_unless(v, i, u); }      \
    static bool inc_not_zero(Raw* v) { return prefix##_inc_not_zero(v); }                        \
    static Word dec_if_positive(Raw* v) { return prefix##_dec_if_positive(v); }                  \
  }
KERNEL_ATOMIC_NUMBERS_(AtomicInt, cpp_helper_atomic, atomic_t, int);
KERNEL_ATOMIC_NUMBERS_(AtomicLongLong, cpp_helper_atomic64, atomic64_t, s64);
#undef KERNEL_ATOMIC_NUMBERS_

// Those for what C has no atomic type for differ in the suffix.
#define KERNEL_ATOMIC_PLAIN_(Name, suffix, type)                                         \
  struct Name {                                                                          \
    using Raw = type;                                                                    \
    using Word = type;                                                                   \
    using Order = cpp_helper_order;                                                      \
    static constexpr Raw make(Word value) { return value; }                              \
    static Word load(Raw* p, Order order) { return cpp_helper_load_##suffix(p, order); } \
    static void store(Raw* p, Word value, Order order) {                                 \
      cpp_helper_store_##suffix(p, value, order);                                        \
    }                                                                                    \
    static Word xchg(Raw* p, Word value, Order order) {                                  \
      return cpp_helper_xchg_##suffix(p, value, order);                                  \
    }                                                                                    \
    static Word cmpxchg(Raw* p, Word old, Word desired, Order order) {                   \
      return cpp_helper_cmpxchg_##suffix(p, old, desired, order);                        \
    }                                                                                    \
    static bool try_cmpxchg(Raw* p, Word* old, Word desired, Order order) {              \
      return cpp_helper_try_cmpxchg_##suffix(p, old, desired, order);                    \
    }                                                                                    \
  }
KERNEL_ATOMIC_PLAIN_(AtomicByte, 8, u8);
KERNEL_ATOMIC_PLAIN_(AtomicShort, 16, u16);
KERNEL_ATOMIC_PLAIN_(AtomicPointer, pointer, void*);
#undef KERNEL_ATOMIC_PLAIN_

/// The operations for a T.
template <typename T>
using AtomicOperations = std::conditional_t<
    std::is_pointer_v<T>, AtomicPointer,
    std::conditional_t<sizeof(T) == sizeof(u8), AtomicByte,
                       std::conditional_t<sizeof(T) == sizeof(u16), AtomicShort,
                                          std::conditional_t<sizeof(T) == sizeof(int), AtomicInt,
                                                             AtomicLongLong>>>>;

}  // namespace detail

/// A T that threads, processors and interrupts may use at the same time, without a lock.
///
///     kernel::Atomic<int> users{0};
///     users.add(2, kernel::Relaxed);
///     if (users.dec_and_test(kernel::Full)) pr_info("nobody is left\n");
///     EXPECT_EQ(users.load(kernel::Relaxed), 1);
///
/// Each operation names its ordering, last; there is no default, as each choice is a statement
/// about what other threads may see. What an operation cannot promise does not compile: a load is
/// Relaxed or Acquire, a store Relaxed or Release. Operations that return nothing are Relaxed;
/// those with a condition are Full, as C has them in no other way.
///
/// The pair Release and Acquire hands data from one thread to another:
///
///     int message = 0;
///     kernel::Atomic<bool> ready{false};
///     // one thread:
///     message = 42;
///     ready.store(true, kernel::Release);
///     // another:
///     if (ready.load(kernel::Acquire)) EXPECT_EQ(message, 42);
///
/// T is an integer, `bool`, an enumeration or a pointer; one calculates with integers of 32 and 64
/// bits only. Sums wrap around, those of signed integers too. An Atomic has the layout of C's
/// `atomic_t`, `atomic64_t` or T.
///
/// Like a lock it can be shared by reference to const, and changed: so an Arc's object may have
/// one. It can be neither copied nor moved, as that would be two operations.
///
/// It is not for device registers, nor for counting owners: see Refcount.
///
/// \context Any.
/// \wraps{linux/atomic.h,core-api/wrappers/atomic_t.html}
template <AtomicValue T>
class Atomic {
  using Operations = detail::AtomicOperations<T>;
  using Word = typename Operations::Word;

 public:
  /// What it holds.
  using Value = T;
  /// C's type for it.
  using Raw = typename detail::AtomicOperations<T>::Raw;

  /// Zero, false or a null pointer. No operation: nobody else knows the variable yet.
  constexpr Atomic() : Atomic(T()) {}
  /// The same with \p value.
  constexpr explicit Atomic(T value) : raw_(Operations::make(to_word(value))) {}
  Atomic(const Atomic&) = delete;
  Atomic& operator=(const Atomic&) = delete;

  /// The value. Relaxed or Acquire.
  template <ordering::AcquireOrRelaxed O>
  T load(O) const {
    return from_word(Operations::load(&raw_, O::kHelper));
  }

  /// Sets the value. Relaxed or Release.
  template <ordering::ReleaseOrRelaxed O>
  void store(std::type_identity_t<T> value, O) const {
    Operations::store(&raw_, to_word(value), O::kHelper);
  }

  /// Sets the value, and returns the one before. Any ordering.
  template <ordering::Any O>
  T xchg(std::type_identity_t<T> value, O) const {
    return from_word(Operations::xchg(&raw_, to_word(value), O::kHelper));
  }

  /// Sets the value to \p desired if it is \p old. Returns what it found: \p old if it has set the
  /// value. Any ordering; if it has not, it was a Relaxed load.
  ///
  ///     kernel::Atomic<int> owner{0};
  ///     EXPECT_EQ(owner.cmpxchg(0, 7, kernel::Acquire), 0);   // free until now
  ///     EXPECT_EQ(owner.cmpxchg(0, 8, kernel::Acquire), 7);   // taken
  template <ordering::Any O>
  [[nodiscard]] T cmpxchg(std::type_identity_t<T> old, std::type_identity_t<T> desired, O) const {
    return from_word(Operations::cmpxchg(&raw_, to_word(old), to_word(desired), O::kHelper));
  }

  /// Sets the value to \p desired if it is \p expected. Otherwise it sets \p expected to what it
  /// found, so that a loop can go on from there. Returns whether it has set the value. Any
  /// ordering; if it has not, it was a Relaxed load.
  ///
  ///     kernel::Atomic<int> highest{3};
  ///     int now = highest.load(kernel::Relaxed);
  ///     while (now < 10 && !highest.try_cmpxchg(now, 10, kernel::Relaxed)) {
  ///     }
  ///     EXPECT_EQ(highest.load(kernel::Relaxed), 10);
  template <ordering::Any O>
  [[nodiscard]] bool try_cmpxchg(T& expected, std::type_identity_t<T> desired, O) const {
    Word found = to_word(expected);
    const bool done = Operations::try_cmpxchg(&raw_, &found, to_word(desired), O::kHelper);
    if (!done) expected = from_word(found);
    return done;
  }

  /// Adds \p number.
  void add(T number, ordering::Relaxed) const requires AtomicNumber<T> {
    Operations::add(&raw_, to_word(number));
  }
  /// Subtracts \p number.
  void sub(T number, ordering::Relaxed) const requires AtomicNumber<T> {
    Operations::sub(&raw_, to_word(number));
  }
  /// Adds 1.
  void inc(ordering::Relaxed) const requires AtomicNumber<T> { Operations::inc(&raw_); }
  /// Subtracts 1.
  void dec(ordering::Relaxed) const requires AtomicNumber<T> { Operations::dec(&raw_); }
  /// Clears the bits that are not set in \p bits. C's `atomic_and()`; `and` is a word of C++.
  void bit_and(T bits, ordering::Relaxed) const requires AtomicNumber<T> {
    Operations::bit_and(&raw_, to_word(bits));
  }
  /// Sets \p bits.
  void bit_or(T bits, ordering::Relaxed) const requires AtomicNumber<T> {
    Operations::bit_or(&raw_, to_word(bits));
  }
  /// Flips \p bits.
  void bit_xor(T bits, ordering::Relaxed) const requires AtomicNumber<T> {
    Operations::bit_xor(&raw_, to_word(bits));
  }
  /// Clears \p bits.
  void bit_andnot(T bits, ordering::Relaxed) const requires AtomicNumber<T> {
    Operations::bit_andnot(&raw_, to_word(bits));
  }

  /// Adds \p number. Returns the value before. Any ordering, as for all fetch_... functions.
  template <ordering::Any O>
  T fetch_add(std::type_identity_t<T> number, O) const requires AtomicNumber<T> {
    return from_word(Operations::fetch_add(&raw_, to_word(number), O::kHelper));
  }
  /// Subtracts \p number. Returns the value before.
  template <ordering::Any O>
  T fetch_sub(std::type_identity_t<T> number, O) const requires AtomicNumber<T> {
    return from_word(Operations::fetch_sub(&raw_, to_word(number), O::kHelper));
  }
  /// Clears the bits that are not set in \p bits. Returns the value before.
  template <ordering::Any O>
  T fetch_and(std::type_identity_t<T> bits, O) const requires AtomicNumber<T> {
    return from_word(Operations::fetch_and(&raw_, to_word(bits), O::kHelper));
  }
  /// Sets \p bits. Returns the value before.
  template <ordering::Any O>
  T fetch_or(std::type_identity_t<T> bits, O) const requires AtomicNumber<T> {
    return from_word(Operations::fetch_or(&raw_, to_word(bits), O::kHelper));
  }
  /// Flips \p bits. Returns the value before.
  template <ordering::Any O>
  T fetch_xor(std::type_identity_t<T> bits, O) const requires AtomicNumber<T> {
    return from_word(Operations::fetch_xor(&raw_, to_word(bits), O::kHelper));
  }
  /// Clears \p bits. Returns the value before.
  template <ordering::Any O>
  T fetch_andnot(std::type_identity_t<T> bits, O) const requires AtomicNumber<T> {
    return from_word(Operations::fetch_andnot(&raw_, to_word(bits), O::kHelper));
  }

  /// Adds \p number. Returns the value after. Any ordering.
  template <ordering::Any O>
  T add_return(std::type_identity_t<T> number, O) const requires AtomicNumber<T> {
    return from_word(Operations::add_return(&raw_, to_word(number), O::kHelper));
  }
  /// Subtracts \p number. Returns the value after. Any ordering.
  template <ordering::Any O>
  T sub_return(std::type_identity_t<T> number, O) const requires AtomicNumber<T> {
    return from_word(Operations::sub_return(&raw_, to_word(number), O::kHelper));
  }

  /// Subtracts \p number. Returns whether the value is 0 then.
  bool sub_and_test(T number, ordering::Full) const requires AtomicNumber<T> {
    return Operations::sub_and_test(&raw_, to_word(number));
  }
  /// Adds 1. Returns whether the value is 0 then.
  bool inc_and_test(ordering::Full) const requires AtomicNumber<T> {
    return Operations::inc_and_test(&raw_);
  }
  /// Subtracts 1. Returns whether the value is 0 then.
  bool dec_and_test(ordering::Full) const requires AtomicNumber<T> {
    return Operations::dec_and_test(&raw_);
  }

  /// Adds \p number unless the value is \p unless. Returns the value before. Full, unless it added
  /// nothing: then it was a Relaxed load, as in the next three functions.
  T fetch_add_unless(T number, T unless, ordering::Full) const requires AtomicNumber<T> {
    return from_word(Operations::fetch_add_unless(&raw_, to_word(number), to_word(unless)));
  }
  /// Adds \p number unless the value is \p unless. Returns whether it did.
  bool add_unless(T number, T unless, ordering::Full) const requires AtomicNumber<T> {
    return Operations::add_unless(&raw_, to_word(number), to_word(unless));
  }
  /// Adds 1 unless the value is 0. Returns whether it did.
  bool inc_not_zero(ordering::Full) const requires AtomicNumber<T> {
    return Operations::inc_not_zero(&raw_);
  }
  /// Subtracts 1 unless the value would be negative then. Returns the value less 1: a negative
  /// number says that nothing was subtracted. For signed integers.
  T dec_if_positive(ordering::Full) const requires(AtomicNumber<T>&& std::is_signed_v<T>) {
    return from_word(Operations::dec_if_positive(&raw_));
  }

  /// C's variable, for C functions.
  ///
  /// \safety C must use it by atomic operations only.
  Raw* as_raw() const { return &raw_; }

 private:
  static constexpr Word to_word(T value) {
    if constexpr (std::is_pointer_v<T>) {
      return const_cast<std::remove_cv_t<std::remove_pointer_t<T>>*>(value);
    } else {
      return static_cast<Word>(value);
    }
  }
  static constexpr T from_word(Word word) {
    // Only what was a bool comes back, so there is nothing to convert.
    if constexpr (std::same_as<T, bool>) return std::bit_cast<bool>(word);
    return static_cast<T>(word);
  }

  mutable Raw raw_;
};

/// \cond
template <typename T>
inline constexpr bool kIsSend<Atomic<T>> = Send<T>;
/// \endcond

}  // namespace kernel
