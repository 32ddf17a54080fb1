// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Strings as C keeps them.

#include <compare>
#include <kernel/lifetime.hpp>
#include <kernel/result.hpp>
#include <optional>
#include <span>

namespace kernel {

namespace detail {

/// Mistakes in a literal: functions that cannot run while compiling, so that the compiler's message
/// says their name.
void string_has_no_zero_byte_at_its_end();
void string_has_a_zero_byte_inside();

/// Only zero bytes may follow the first one.
consteval const char* checked_literal(const char* text, size_t size) {
  size_t i = 0;
  while (i < size && text[i]) ++i;
  if (i == size) string_has_no_zero_byte_at_its_end();
  while (i < size)
    if (text[i++]) string_has_a_zero_byte_inside();
  return text;
}

}  // namespace detail

/// A string of C that somebody else owns: characters up to a zero byte.
///
///     size_t words(kernel::CStr text) {
///       size_t blanks = 0;
///       for (char letter : text) blanks += letter == ' ';
///       return blanks + 1;
///     }
///     # ---
///
///     kernel::CStr name = "Dr. Ada Lovelace";
///     EXPECT_EQ(words(name), 3);
///     if (auto rest = name.strip_prefix("Dr. ")) EXPECT(*rest == "Ada Lovelace");
///
/// It is one pointer wide and made to be passed by value. As in C its length is not stored: size()
/// counts, and looping over the characters needs no count.
///
/// It knows nothing of encodings: a character is a byte.
///
/// \invariant The pointer is valid, and a zero byte ends the string, as long as the CStr is used.
/// \context Any.
/// \wraps{linux/string.h,core-api/kernel-api.html}
class CStr {
 public:
  /// A string literal. One with a zero byte inside does not compile.
  template <size_t N>
  // NOLINTNEXTLINE(google-explicit-constructor): a literal is a string of C
  consteval CStr(const char (&literal)[N]) : pointer_(detail::checked_literal(literal, N)) {}

  /// A string that C code handed out.
  ///
  /// \safety The pointer must not be null, a zero byte must end the string, and its owner must keep
  /// it unchanged while the CStr is used.
  static constexpr CStr from_raw(const char* pointer) { return {pointer, Raw()}; }

  /// The string that fills \p characters: its zero byte is the last of them and the only one.
  ///
  /// \errors #EINVAL if the last one is not zero or another one is.
  static constexpr Result<CStr> from_bytes_with_nul(std::span<const char> characters) {
    size_t size = find_zero(characters);
    if (characters.empty() || size != characters.size() - 1) return EINVAL;
    return CStr(characters.data(), Raw());
  }

  /// The string at the beginning of \p characters, such as an array that C code filled.
  ///
  /// \errors #EINVAL if none of them is zero.
  static constexpr Result<CStr> from_bytes_until_nul(std::span<const char> characters) {
    if (find_zero(characters) == characters.size()) return EINVAL;
    return CStr(characters.data(), Raw());
  }

  /// The address of the first character, for C functions.
  constexpr const char* as_raw() const { return pointer_; }

  /// The number of characters before the zero byte. They are counted at each call (`strlen`).
  constexpr size_t size() const { return __builtin_strlen(pointer_); }
  /// Whether there is none.
  constexpr bool empty() const { return *pointer_ == '\0'; }

  /// The character at \p index; at size() it is the zero byte. One beyond is a bug and stops the
  /// thread with an oops.
  constexpr char operator[](size_t index) const {
    check(index);
    return pointer_[index];
  }

  /// What follows the first \p index characters. More than there are is a bug and stops the thread
  /// with an oops.
  constexpr CStr substr(size_t index) const {
    check(index);
    return {pointer_ + index, Raw()};
  }

  /// What end() returns: equal to the address of the zero byte.
  struct End {
    /// Whether \p position is that of the zero byte.
    friend constexpr bool operator==(const char* position, End) { return *position == '\0'; }
  };

  /// The characters one by one, for range-based loops.
  constexpr const char* begin() const { return pointer_; }
  /// Where such a loop ends.
  constexpr End end() const { return {}; }

  /// The characters, for functions that take a span.
  constexpr std::span<const char> span() const { return {pointer_, size()}; }
  /// The characters and the zero byte.
  constexpr std::span<const char> span_with_nul() const { return {pointer_, size() + 1}; }

  /// Whether the string begins like this.
  constexpr bool starts_with(CStr prefix) const {
    return __builtin_strncmp(pointer_, prefix.pointer_, prefix.size()) == 0;
  }
  constexpr bool starts_with(char character) const { return !empty() && *pointer_ == character; }

  /// Whether the string ends like this.
  constexpr bool ends_with(CStr suffix) const {
    size_t whole = size();
    size_t part = suffix.size();
    return whole >= part && __builtin_memcmp(pointer_ + (whole - part), suffix.pointer_, part) == 0;
  }
  constexpr bool ends_with(char character) const {
    return !empty() && pointer_[size() - 1] == character;
  }

  /// What follows \p prefix, if the string begins with it.
  constexpr std::optional<CStr> strip_prefix(CStr prefix) const {
    if (!starts_with(prefix)) return std::nullopt;
    return CStr(pointer_ + prefix.size(), Raw());
  }

  /// The index of the first such character, if there is one.
  constexpr std::optional<size_t> find(char character) const {
    if (character == '\0') return std::nullopt;
    return index_of(__builtin_strchr(pointer_, character));
  }

  /// The index of the first place where \p part occurs, if it does.
  constexpr std::optional<size_t> find(CStr part) const {
    // Not std::is_constant_evaluated(), a call: GCOV would count what only the compiler runs.
    if (!__builtin_is_constant_evaluated())
      return index_of(__builtin_strstr(pointer_, part.pointer_));
    const char* position = pointer_;
    while (!CStr(position, Raw()).starts_with(part))
      if (*position++ == '\0') return std::nullopt;
    return index_of(position);
  }

  /// The index of the last such character, if there is one.
  constexpr std::optional<size_t> rfind(char character) const {
    if (character == '\0') return std::nullopt;
    if (!__builtin_is_constant_evaluated()) return index_of(__builtin_strrchr(pointer_, character));
    const char* last = nullptr;
    for (const char* position = pointer_; *position; ++position)
      if (*position == character) last = position;
    return index_of(last);
  }

  /// Whether it occurs in the string.
  constexpr bool contains(char character) const { return find(character).has_value(); }
  constexpr bool contains(CStr part) const { return find(part).has_value(); }

  /// Whether both have the same characters.
  friend constexpr bool operator==(CStr left, CStr right) {
    return __builtin_strcmp(left.pointer_, right.pointer_) == 0;
  }

  /// The order of the first characters that differ, as unsigned numbers.
  friend constexpr std::strong_ordering operator<=>(CStr left, CStr right) {
    return __builtin_strcmp(left.pointer_, right.pointer_) <=> 0;
  }

  /// Whether both have the same characters, where `a` counts as `A`: for the letters of ASCII.
  bool equals_ignoring_case(CStr other) const {
    return bindings::strcasecmp(pointer_, other.pointer_) == 0;
  }

 private:
  struct Raw {};
  constexpr CStr(const char* pointer, Raw) : pointer_(pointer) {}

  /// The index of the first zero byte, or the number of \p characters.
  static constexpr size_t find_zero(std::span<const char> characters) {
    if (!__builtin_is_constant_evaluated())
      return bindings::strnlen(characters.data(), characters.size());
    size_t size = 0;
    while (size < characters.size() && characters[size]) ++size;
    return size;
  }

  /// That the string has as many characters: nobody counts them when \p index is 0.
  constexpr void check(size_t index) const {
    for (size_t i = 0; i < index; ++i)
      if (pointer_[i] == '\0') bug("a string ends before the index: compare with size() first");
  }

  constexpr std::optional<size_t> index_of(const char* position) const {
    if (!position) [[unlikely]]
      return std::nullopt;
    return static_cast<size_t>(position - pointer_);
  }

  const char* pointer_;
};

/// \cond
template <>
inline constexpr bool detail::kLeadsElsewhere<CStr> = true;
/// \endcond

}  // namespace kernel
