// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Strings as arguments of templates.

#include <kernel/str.hpp>

namespace kernel {

/// A string literal that is a template's argument, and so known while compiling.
///
///     template <kernel::Literal name>
///     struct Named {
///       static constexpr kernel::CStr text() { return name.str(); }
///     };
///     # ---
///
///     EXPECT(Named<"registers">::text() == "registers");
///     static_assert(!std::same_as<Named<"registers">, Named<"memory">>);
///
/// Two literals with the same characters are the same argument. One with a zero byte inside does
/// not compile. The characters stand in the module's read-only data, once for each literal whose
/// str() is used.
///
/// \context Any.
template <size_t N>
struct Literal {
  /// The characters and their zero.
  char characters[N] = {};

  /// What stands between the quotation marks.
  // NOLINTNEXTLINE(google-explicit-constructor): the literal alone is to be written
  consteval Literal(const char (&literal)[N]) {
    detail::checked_literal(literal, N);
    for (size_t i = 0; i < N; ++i) characters[i] = literal[i];
  }

  /// The number of characters before the zero.
  static consteval size_t size() { return N - 1; }
  /// Whether there is none.
  static consteval bool empty() { return N == 1; }

  /// The string. Of a template's argument it is there as long as the module.
  constexpr CStr str() const& KERNEL_LIFETIME_BOUND { return CStr::from_raw(characters); }
  constexpr CStr str() const&& = delete;  // the characters go at once: take a template's argument
};

}  // namespace kernel
