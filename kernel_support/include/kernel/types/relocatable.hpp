// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What may be moved by copying its bytes.

#include <array>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace kernel {

/// Whether an object of type T may be moved by copying its bytes to another place, where it is the
/// same object; what stays behind is not destroyed. A Vec of such elements grows like an array in
/// C, by `krealloc`.
///
/// It is true of numbers and pointers, of whatever else may be copied as bytes, and of the owners
/// that are one or more pointers: Box, Vec, CString, Arc, UniqueArc, ARef; also of arrays of these,
/// and of the standard library's `array`, `optional`, `pair`, `tuple` and `variant` with them. It
/// is false of all other classes with a move constructor or a destructor. A specialisation makes it
/// true:
///
///     # #include <kernel/alloc/kbox.hpp>
///     # #include <kernel/alloc/kvec.hpp>
///     # #include <kernel/str/cstring.hpp>
///     struct Entry {
///       kernel::CString name;
///       kernel::KBox<int> value;
///     };
///     // SAFETY: both members are, and nobody knows its address.
///     template <>
///     inline constexpr bool kernel::kIsRelocatable<Entry> = true;
///     # ---
///
///     kernel::KVec<Entry> entries;
///     for (int i = 0; i < 100; ++i) {
///       auto name = TRY(kernel::CString::make("entry", kernel::GFP_KERNEL));
///       auto value = TRY(kernel::KBox<int>::make(kernel::GFP_KERNEL, i));
///       TRY(entries.emplace(kernel::GFP_KERNEL, std::move(name), std::move(value)));
///     }
///     EXPECT_EQ(*entries[99].value, 99);
///
/// \safety Where it is made true, moving an object of the type and destroying what it was moved
/// from must have no effect but that of copying its bytes: nothing, the object itself included, may
/// have its address.
template <typename T>
inline constexpr bool kIsRelocatable = std::is_trivially_copyable_v<T>;

/// \cond
template <typename T, decltype(sizeof(0)) size>
inline constexpr bool kIsRelocatable<T[size]> = kIsRelocatable<T>;
template <typename T, decltype(sizeof(0)) size>
inline constexpr bool kIsRelocatable<std::array<T, size>> = kIsRelocatable<T>;
template <typename T>
inline constexpr bool kIsRelocatable<std::optional<T>> = kIsRelocatable<T>;
template <typename... T>
inline constexpr bool kIsRelocatable<std::tuple<T...>> = (kIsRelocatable<T> && ...);
template <typename T, typename U>
inline constexpr bool kIsRelocatable<std::pair<T, U>> = kIsRelocatable<T>&& kIsRelocatable<U>;
template <typename... T>
inline constexpr bool kIsRelocatable<std::variant<T...>> = (kIsRelocatable<T> && ...);
/// \endcond

}  // namespace kernel
