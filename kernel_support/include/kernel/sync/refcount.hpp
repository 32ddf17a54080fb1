// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Counting the owners of an object.

#include <helpers/refcount.h>

namespace kernel {

/// A number of owners. It is an atomic counter that takes no part in attacks: it saturates instead
/// of overflowing, and the kernel warns of that, of counting up from 0, and of counting below 0.
/// A saturated count stays so: the object then is never given up.
///
///     kernel::Refcount owners{1};
///     owners.inc();
///     EXPECT(!owners.dec_and_test());
///     EXPECT(owners.dec_and_test());    // that was the last one
///     EXPECT(!owners.inc_not_zero());   // too late
///
/// Objects with several owners are an Arc, which counts by itself: this is for other arrangements.
///
/// dec() and dec_and_test() are Release, so that all that an owner did is done when the object
/// goes; dec_and_test() is Acquire if it returns true. The others are Relaxed.
///
/// Like an Atomic it can be shared by reference to const, and neither copied nor moved.
///
/// \context Any.
/// \wraps{linux/refcount.h,core-api/refcount-vs-atomic.html}
class Refcount {
 public:
  /// Starts with \p owners, one if not said otherwise.
  constexpr explicit Refcount(unsigned owners = 1) : raw_{{static_cast<int>(owners)}} {}
  Refcount(const Refcount&) = delete;
  Refcount& operator=(const Refcount&) = delete;

  /// The number of owners; others may change it at once.
  unsigned read() const { return cpp_helper_refcount_read(&raw_); }

  /// Starts anew with \p owners. Nobody else may use the count meanwhile.
  void set(unsigned owners) { cpp_helper_refcount_set(&raw_, owners); }

  /// One owner more, for whoever knows that there is one.
  void inc() const { cpp_helper_refcount_inc(&raw_); }

  /// One owner more unless there is none; for whoever found the object without owning it. Returns
  /// whether there was.
  [[nodiscard]] bool inc_not_zero() const { return cpp_helper_refcount_inc_not_zero(&raw_); }

  /// One owner less, which is not the last.
  void dec() const { cpp_helper_refcount_dec(&raw_); }

  /// One owner less. Returns whether it was the last: then the caller gives the object up.
  [[nodiscard]] bool dec_and_test() const { return cpp_helper_refcount_dec_and_test(&raw_); }

  /// The C counter, for C functions.
  ///
  /// \safety C must not count away the share of anybody else.
  refcount_t* as_raw() const { return &raw_; }

 private:
  mutable refcount_t raw_;
};

}  // namespace kernel
