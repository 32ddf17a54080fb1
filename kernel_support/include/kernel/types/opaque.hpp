// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// A C object inside a C++ one.

namespace kernel {

/// Room for an object that C code initialises, changes and keeps the address of.
///
/// It can be neither copied nor moved, and so can nothing that contains it. It starts as zeroes, as
/// static objects of the kernel do.
///
///     struct counter { int value; };                            // C's, and what C code
///     void counter_init(counter* self) { self->value = 1; }     // keeps the address of
///
///     class Counter {
///      public:
///       Counter() { counter_init(counter_.as_raw()); }
///       int value() const { return counter_.as_raw()->value; }
///
///      private:
///       kernel::Opaque<counter> counter_;
///     };
///     # ---
///
///     Counter counter;
///     EXPECT_EQ(counter.value(), 1);
///
/// \context Any.
template <typename T>
class Opaque {
 public:
  constexpr Opaque() = default;
  Opaque(const Opaque&) = delete;
  Opaque& operator=(const Opaque&) = delete;

  /// The object's address, for C functions.
  ///
  /// \safety What C does through the pointer must keep the invariants of the type around.
  constexpr T* as_raw() const { return &value_; }

 private:
  mutable T value_ = {};
};

}  // namespace kernel
