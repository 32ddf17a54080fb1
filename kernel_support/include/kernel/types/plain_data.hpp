// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What may cross the border to a program as bytes.

#include <type_traits>

namespace kernel {

namespace detail {

template <typename T>
struct BytesOf {
  unsigned char bytes[sizeof(T)];
};

/// Whether a T made of bytes that are all ones gives the same bytes again. The compiler refuses to
/// try that for what holds pointers or is a union, which the concept below takes for a no.
template <typename T>
constexpr bool keeps_all_bits() {
  BytesOf<T> ones{};
  for (unsigned char& byte : ones.bytes) byte = 0xff;
  auto back = __builtin_bit_cast(BytesOf<T>, __builtin_bit_cast(T, ones));
  // NOLINTNEXTLINE(readability-use-anyofallof): no header with algorithms for this alone
  for (unsigned char byte : back.bytes)
    if (byte != 0xff) return false;
  return true;
}

template <typename T, T>
struct Value;
/// Whether nothing in a T is private, nor in its members and theirs: what C++ asks of the type of a
/// template's argument.
template <typename T>
concept AllPublic = requires {
  typename Value<T, __builtin_bit_cast(T, BytesOf<T>{})>;
};

template <typename T>
concept KeepsAllBits = AllPublic<T> && requires {
  std::bool_constant<keeps_all_bits<T>()>{};
} && keeps_all_bits<T>();

}  // namespace detail

/// A type whose objects are nothing but their bytes: any bytes are a value of it, so it may come
/// from a program; and each byte belongs to the value, so none of what lay in memory before goes to
/// one. Nothing in it is private: such members keep a promise that bytes of a program may break.
///
///     struct Point {
///       u32 x, y;
///     };
///     static_assert(kernel::PlainData<Point> && kernel::PlainData<u64>);
///
///     struct Padded {
///       u8 kind;   // three bytes follow that nobody writes
///       u32 value;
///     };
///     struct Pointing {
///       int* where;   // an address of the kernel
///     };
///     static_assert(!kernel::PlainData<Padded> && !kernel::PlainData<Pointing>);
///     static_assert(!kernel::PlainData<bool>);   // 2 is no value of it
///
/// These are: integers, enumerations, and structures and `std::array` of these without padding.
/// These are not: pointers, `bool`, unions, arrays of C by themselves, and classes that have a
/// constructor but none that is constexpr. An enumeration from a program may have a value that has
/// no name.
template <typename T>
concept PlainData = std::is_trivially_copyable_v<T> &&
                    std::has_unique_object_representations_v<T> && !std::is_const_v<T> &&
                    !std::is_volatile_v<T> && !std::is_array_v<T> && detail::KeepsAllBits<T>;

}  // namespace kernel
