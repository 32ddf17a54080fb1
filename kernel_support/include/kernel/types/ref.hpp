// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// References as values, for results that lead to an object.

#include <kernel/lifetime.hpp>
#include <kernel/types/not_thread_safe.hpp>

namespace kernel {

/// A reference to a T that can be the value of a Result; one pointer wide.
///
///     kernel::Result<kernel::Ref<const int>> find(std::span<const int> numbers, int wanted) {
///       for (const int& number : numbers)
///         if (number == wanted) return kernel::Ref<const int>(number);
///       return kernel::ENOENT;
///     }
///     # ---
///
///     int numbers[] = {3, 5};
///     auto five = TRY(find(numbers, 5));
///     EXPECT_EQ(*five, 5);
///     EXPECT(find(numbers, 4).is_err());
///
/// \context Any.
template <typename T>
class Ref {
 public:
  /// A reference to \p object.
  constexpr explicit Ref(T& object KERNEL_LIFETIME_BOUND) : object_(&object) {}
  constexpr explicit Ref(const T&&) = delete;  // the object goes at once: name it first

  /// The object.
  constexpr T& operator*() const { return *object_; }
  /// A member of the object.
  constexpr T* operator->() const { return object_; }

 private:
  T* object_;
};

/// \cond
template <typename T>
inline constexpr bool detail::kLeadsElsewhere<Ref<T>> = true;
template <typename T>
inline constexpr bool kIsSend<Ref<T>> = false;
/// \endcond

}  // namespace kernel
