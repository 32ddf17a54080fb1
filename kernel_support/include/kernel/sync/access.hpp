// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Single accesses to variables that others change meanwhile.

#include <helpers/rwonce.h>

#include <bit>
#include <type_traits>

namespace kernel {

namespace detail {

/// Whether the kernel can read a T by one instruction, and C++ knows it by its bytes.
template <typename T>
consteval bool accessible_at_once() {
  static_assert(sizeof(T) == 1 || sizeof(T) == 2 || sizeof(T) == 4 || sizeof(T) == 8,
                "only objects of 1, 2, 4 or 8 bytes can be read or written at once: "
                "guard larger ones with a lock");
  static_assert(std::is_trivially_copyable_v<T>,
                "only objects that are no more than their bytes can be read or written at once");
  return true;
}

}  // namespace detail

/// The value of \p object, read by one access that the compiler neither splits nor repeats nor
/// leaves out: for plain variables that others may change meanwhile. For variables of your own
/// prefer an Atomic, which cannot be read in any other way by mistake.
///
///     int level = 3;   // somebody else writes it, without a lock
///     EXPECT_EQ(kernel::READ_ONCE(level), 3);
///
/// Objects of 1, 2, 4 and 8 bytes; those of 8 not at once on 32-bit processors. Nothing is promised
/// about other accesses, except those to where the value leads, if it is a pointer.
///
/// \context Any.
/// \wraps{asm/rwonce.h,core-api/wrappers/memory-barriers.html}
template <typename T>
// NOLINTNEXTLINE(readability-identifier-naming): the name that the kernel gives it
std::remove_cv_t<T> READ_ONCE(T& object) {
  static_assert(detail::accessible_at_once<T>());
  using Value = std::remove_cv_t<T>;
  auto* raw = const_cast<Value*>(&object);
  if constexpr (sizeof(T) == sizeof(u8)) {
    return std::bit_cast<Value>(cpp_helper_READ_ONCE_8(reinterpret_cast<u8*>(raw)));
  } else if constexpr (sizeof(T) == sizeof(u16)) {
    return std::bit_cast<Value>(cpp_helper_READ_ONCE_16(reinterpret_cast<u16*>(raw)));
  } else if constexpr (sizeof(T) == sizeof(u32)) {
    return std::bit_cast<Value>(cpp_helper_READ_ONCE_32(reinterpret_cast<u32*>(raw)));
  } else {
    return std::bit_cast<Value>(cpp_helper_READ_ONCE_64(reinterpret_cast<u64*>(raw)));
  }
}

/// Sets \p object to \p value by one such access.
///
///     int level = 3;   // somebody else reads it, without a lock
///     kernel::WRITE_ONCE(level, 4);
///     EXPECT_EQ(level, 4);
///
/// \context Any.
/// \wraps{asm/rwonce.h,core-api/wrappers/memory-barriers.html}
template <typename T>
// NOLINTNEXTLINE(readability-identifier-naming): the name that the kernel gives it
void WRITE_ONCE(T& object, std::type_identity_t<std::remove_cv_t<T>> value) {
  static_assert(detail::accessible_at_once<T>());
  auto* raw = const_cast<std::remove_cv_t<T>*>(&object);
  if constexpr (sizeof(T) == sizeof(u8)) {
    cpp_helper_WRITE_ONCE_8(reinterpret_cast<u8*>(raw), std::bit_cast<u8>(value));
  } else if constexpr (sizeof(T) == sizeof(u16)) {
    cpp_helper_WRITE_ONCE_16(reinterpret_cast<u16*>(raw), std::bit_cast<u16>(value));
  } else if constexpr (sizeof(T) == sizeof(u32)) {
    cpp_helper_WRITE_ONCE_32(reinterpret_cast<u32*>(raw), std::bit_cast<u32>(value));
  } else {
    cpp_helper_WRITE_ONCE_64(reinterpret_cast<u64*>(raw), std::bit_cast<u64>(value));
  }
}

}  // namespace kernel
