// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Strings as C keeps them.

namespace kernel {

/// A string of C that somebody else owns: characters up to a zero byte.
///
/// \invariant The pointer is valid, and a zero byte ends the string, as long as the CStr is used.
/// \context Any.
class CStr {
 public:
  /// A string literal.
  template <decltype(sizeof(0)) N>
  // NOLINTNEXTLINE(google-explicit-constructor): a literal is a string of C
  consteval CStr(const char (&literal)[N]) : pointer_(literal) {
    if (literal[N - 1] != '\0') has_no_zero_byte_at_its_end();
  }

  /// A string that C code handed out.
  ///
  /// \safety The pointer must not be null, a zero byte must end the string, and its owner must keep
  /// it unchanged while the CStr is used.
  static constexpr CStr from_raw(const char* pointer) { return {pointer, Raw()}; }

  /// The address of the first character, for C functions.
  constexpr const char* as_raw() const { return pointer_; }

  /// The number of characters before the zero byte.
  constexpr decltype(sizeof(0)) size() const { return __builtin_strlen(pointer_); }
  /// Whether there is none.
  constexpr bool empty() const { return *pointer_ == '\0'; }

  /// Whether both have the same characters.
  friend constexpr bool operator==(CStr left, CStr right) {
    return __builtin_strcmp(left.pointer_, right.pointer_) == 0;
  }

 private:
  // Cannot run while compiling, so that its name is what the compiler's message says.
  static void has_no_zero_byte_at_its_end();

  struct Raw {};
  constexpr CStr(const char* pointer, Raw) : pointer_(pointer) {}

  const char* pointer_;
};

}  // namespace kernel
