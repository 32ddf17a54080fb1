// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// How much memory an array takes.

#include <kernel/result.hpp>

namespace kernel::alloc {

/// The memory layout of an array of T whose size is known to be possible.
///
///     using Layout = kernel::alloc::ArrayLayout<u64>;
///     Layout layout = TRY(Layout::make(10));
///     EXPECT_EQ(layout.size(), 80);
///     EXPECT(Layout::make(~0UL).error() == kernel::EOVERFLOW);
///
/// \invariant The array's size in bytes fits a signed 64-bit (on 32-bit machines: 32-bit) number.
/// \context Any.
template <typename T>
class ArrayLayout {
 public:
  /// The greatest number of elements.
  static constexpr size_t kMax = (~size_t{0} >> 1) / sizeof(T);

  /// The layout of \p count elements.
  ///
  /// \errors #EOVERFLOW if they would be more than the machine can address.
  static constexpr Result<ArrayLayout> make(size_t count) {
    if (count > kMax) return EOVERFLOW;
    return ArrayLayout(count);
  }

  /// The number of elements.
  constexpr size_t count() const { return count_; }
  /// The size in bytes.
  constexpr size_t size() const { return count_ * sizeof(T); }
  /// The alignment in bytes.
  static constexpr size_t align() { return alignof(T); }

 private:
  constexpr explicit ArrayLayout(size_t count) : count_(count) {}

  size_t count_;
};

}  // namespace kernel::alloc
