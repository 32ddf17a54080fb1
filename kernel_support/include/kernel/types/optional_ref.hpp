// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// References that may be missing.

#include <kernel/bug.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/types/not_thread_safe.hpp>

namespace kernel {

/// A reference to a T, or to none; one pointer wide.
///
///     int numbers[] = {3, 5};
///     auto find = [&](int wanted) {
///       for (int& number : numbers)
///         if (number == wanted) return kernel::OptionalRef<int>(number);
///       return kernel::OptionalRef<int>();
///     };
///     if (auto found = find(5)) *found = 7;
///     EXPECT_EQ(numbers[1], 7);
///     EXPECT(!find(9));
///
/// \context Any.
template <typename T>
class OptionalRef {
 public:
  /// No reference.
  constexpr OptionalRef() = default;
  /// A reference to \p object.
  constexpr explicit OptionalRef(T& object KERNEL_LIFETIME_BOUND) : object_(&object) {}
  constexpr explicit OptionalRef(const T&&) = delete;  // the object goes at once: name it first
  /// A reference to \p object, or none if that is null.
  ///
  /// \safety The object must outlive the reference.
  static constexpr OptionalRef from_raw(T* object) { return OptionalRef(object); }

  /// Whether there is one.
  constexpr explicit operator bool() const { return object_ != nullptr; }

  /// The object; asking for one that is not there is a bug and stops the thread with an oops.
  constexpr T& operator*() const {
    if (!object_) bug("an OptionalRef without an object is used: ask it first");
    return *object_;
  }
  /// A member of the object, with the same check.
  constexpr T* operator->() const { return &**this; }

 private:
  constexpr explicit OptionalRef(T* object) : object_(object) {}

  T* object_ = nullptr;
};

/// \cond
template <typename T>
inline constexpr bool detail::kLeadsElsewhere<OptionalRef<T>> = true;
template <typename T>
inline constexpr bool kIsSend<OptionalRef<T>> = false;
/// \endcond

}  // namespace kernel
