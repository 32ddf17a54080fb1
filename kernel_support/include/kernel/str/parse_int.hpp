// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Numbers from text.

#include <concepts>
#include <kernel/str.hpp>
#include <limits>

namespace kernel {

/// The types that parse() reads as numbers: all integers; `char` is a character, not a number.
template <typename T>
concept ParseInt =
    std::integral<T> && std::same_as<T, std::remove_cv_t<T>> && !std::same_as<T, bool> &&
    !std::same_as<T, char> && !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
    !std::same_as<T, char16_t> && !std::same_as<T, char32_t> && sizeof(T) <= sizeof(long long);

namespace detail {

/// The kstrto*() for a T. As in C's kstrtol() a type counts for another of its size.
template <ParseInt T>
[[gnu::always_inline]] inline int kstrto(const char* text, unsigned base, T* value) {
  if constexpr (std::signed_integral<T>) {
    if constexpr (sizeof(T) == sizeof(s8))
      return bindings::kstrtos8(text, base, reinterpret_cast<s8*>(value));
    else if constexpr (sizeof(T) == sizeof(s16))
      return bindings::kstrtos16(text, base, reinterpret_cast<s16*>(value));
    else if constexpr (sizeof(T) == sizeof(int))
      return bindings::kstrtoint(text, base, reinterpret_cast<int*>(value));
    else
      return bindings::kstrtoll(text, base, reinterpret_cast<long long*>(value));
  } else {
    if constexpr (sizeof(T) == sizeof(u8))
      return bindings::kstrtou8(text, base, reinterpret_cast<u8*>(value));
    else if constexpr (sizeof(T) == sizeof(u16))
      return bindings::kstrtou16(text, base, reinterpret_cast<u16*>(value));
    else if constexpr (sizeof(T) == sizeof(unsigned))
      return bindings::kstrtouint(text, base, reinterpret_cast<unsigned*>(value));
    else
      return bindings::kstrtoull(text, base, reinterpret_cast<unsigned long long*>(value));
  }
}

/// Reads a number with `0b` or `0o` before it, which kstrto*() do not know. Like these, returns 0
/// or a negative error number.
[[gnu::cold, gnu::noinline]] inline int parse_prefixed(const char* text, bool* negative,
                                                       unsigned long long* magnitude) {
  *negative = *text == '-';
  if (*text == '-' || *text == '+') ++text;
  if (text[0] != '0') return EINVAL.to_errno();
  bool binary = text[1] == 'b' || text[1] == 'B';
  if (!binary && text[1] != 'o' && text[1] != 'O') return EINVAL.to_errno();
  if (text[2] == '+') return EINVAL.to_errno();  // kstrtoull would take it
  return bindings::kstrtoull(text + 2, binary ? 2 : 8, magnitude);
}

template <ParseInt T>
[[gnu::cold, gnu::noinline]] int parse_prefixed_as(const char* text, T* value) {
  constexpr auto greatest = static_cast<unsigned long long>(std::numeric_limits<T>::max());
  bool negative;
  unsigned long long magnitude;
  int error = parse_prefixed(text, &negative, &magnitude);
  if (error) return error;
  if (negative && std::unsigned_integral<T>) return EINVAL.to_errno();  // as kstrtouint does
  if (magnitude > greatest + negative) return ERANGE.to_errno();
  *value = static_cast<T>(negative ? -magnitude : magnitude);
  return 0;
}

}  // namespace detail

/// The integer that \p text says, and nothing else; a newline may follow, as text that is written
/// to sysfs has one.
///
///     u16 port = TRY(kernel::parse<u16>("0x1f90"));        // or 8080, 017620, 0b1001, 0o17
///     int offset = TRY(kernel::parse<int>("-12", 10));
///     EXPECT_EQ(port, 8080);
///     EXPECT_EQ(offset, -12);
///     EXPECT(kernel::parse<u8>("256").error() == kernel::ERANGE);
///
/// \p base is 2 to 16, or 0: then `0x` begins a hexadecimal, `0o` or another `0` an octal, `0b` a
/// binary number, and all others are decimal. Signed types take a `-`, all a `+`.
///
/// \errors #EINVAL if it is no such number, #ERANGE if it does not fit T.
/// \context Any.
/// \wraps{linux/kstrtox.h,core-api/kernel-api.html}
template <ParseInt T>
Result<T> parse(CStr text, unsigned base = 0) {
  T value;
  int error = detail::kstrto(text.as_raw(), base, &value);
  if (error) [[unlikely]] {
    // Only what the kernel refuses is looked at again, so that the rest costs what it costs in C.
    if (base == 0 && error == EINVAL.to_errno())
      error = detail::parse_prefixed_as(text.as_raw(), &value);
    if (error) return Error::from_errno(error);
  }
  return value;
}

/// The truth value that \p text says: `y`, `Y`, `1` or `on`, `n`, `N`, `0` or `off`. What follows a
/// first letter that decides does not count; newer kernels know more words.
///
///     bool enabled = TRY(kernel::parse<bool>("on"));
///     EXPECT(enabled);
///
/// \errors #EINVAL if it is none.
/// \context Any.
/// \wraps{linux/kstrtox.h,core-api/kernel-api.html}
template <std::same_as<bool> T>
Result<T> parse(CStr text) {
  bool value;
  TRY(to_result(bindings::kstrtobool(text.as_raw(), &value)));
  return value;
}

}  // namespace kernel
