// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Format strings: checked and turned into printk's own while compiling.

#include <kernel/detail/text.hpp>
#include <kernel/error.hpp>
#include <kernel/str.hpp>
#include <type_traits>
#include <utility>

namespace kernel::fmt {

using std::size_t;
using Writer = ::kernel::detail::TextWriter;  ///< receives a printk format

/// What stands between the braces of a placeholder, in the notation of std::format:
/// `{:[<|>][+| ][#][0][width][.precision][letter]}`.
struct Spec {
  char align = 0;          ///< `<` or `>`; 0 if not given
  char sign = 0;           ///< `+` or a space; 0 if not given
  bool alternate = false;  ///< `#`: a prefix such as 0x
  bool zero = false;       ///< pad with zeroes
  int width = -1;          ///< least number of characters; -1 if not given
  int precision = -1;      ///< most characters of a string; -1 if not given
  char letter = 0;         ///< d, x, X, o, c, s or p; 0 if not given
};

/// Mistakes in a format string. Each is a function that cannot run while compiling, so that its
/// name is what the compiler's message says.
namespace mistake {
/// \name Messages
/// Each name says what is wrong.
/// \{
void format_string_has_a_brace_that_is_not_closed();
void placeholder_is_neither_empty_nor_begins_with_a_colon();
void format_string_has_a_closing_brace_without_an_opening_one_write_two();
void format_string_has_more_placeholders_than_there_are_arguments();
void format_string_has_fewer_placeholders_than_there_are_arguments();
void format_string_must_end_with_a_newline();
void placeholders_cannot_be_numbered_write_the_arguments_in_order();
void placeholder_has_something_after_its_type_letter();
template <size_t argument>
void this_placeholder_does_not_fit_its_argument();
/// \}
}  // namespace mistake

/// How printk shows a value of type T.
///
/// Specialise it to make a type of one's own printable:
///
///     # #include <kernel/fmt/format.hpp>
///     struct Temperature {
///       int celsius;
///     };
///
///     template <>
///     struct kernel::fmt::Formatter<Temperature> {
///       static constexpr bool accepts(const Spec& spec) { return spec.letter == 0; }
///       static constexpr void conversion(const Spec&, Writer& out) { out.put("%d C"); }
///       static int argument(Temperature temperature) { return temperature.celsius; }
///     };
///     # ---
///
///     pr_info("the chip has {}\n", Temperature{40});   // the chip has 40 C
///     # kernel::fmt::Buffer<8> text;
///     # TRY(text.write(FMT("{}", Temperature{40})));
///     # EXPECT(text.str() == "40 C");
template <typename T>
struct Formatter;

namespace detail {

constexpr void flags_and_width(const Spec& spec, Writer& out, bool left_by_default) {
  out.put('%');
  if (spec.align == '<' || (left_by_default && spec.align == 0 && spec.width >= 0)) out.put('-');
  if (spec.sign) out.put(spec.sign);
  if (spec.alternate) out.put('#');
  if (spec.zero) out.put('0');
  if (spec.width >= 0) out.put(spec.width);
}

constexpr bool is_text(const Spec& spec) {
  return (spec.letter == 0 || spec.letter == 's') && !spec.sign && !spec.alternate && !spec.zero;
}

template <typename T>
concept Integer = std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char>;

}  // namespace detail

/// Integers: `{}` decimal; `{:x}`, `{:X}` and `{:o}` for unsigned ones, with `#` for a prefix.
template <detail::Integer T>
struct Formatter<T> {
  static constexpr bool accepts(const Spec& spec) {
    if (spec.precision >= 0) return false;
    if (spec.letter == 0 || spec.letter == 'd') return !spec.alternate;
    return std::is_unsigned_v<T> && !spec.sign &&
           (spec.letter == 'x' || spec.letter == 'X' || spec.letter == 'o');
  }
  static constexpr void conversion(const Spec& spec, Writer& out) {
    detail::flags_and_width(spec, out, false);
    if (sizeof(T) == sizeof(long long)) out.put("ll");
    if (spec.letter == 0 || spec.letter == 'd')
      out.put(std::is_signed_v<T> ? 'd' : 'u');
    else
      out.put(spec.letter);
  }
  static constexpr auto argument(T value) {
    if constexpr (sizeof(T) != sizeof(long long))
      return value;
    else if constexpr (std::is_signed_v<T>)
      return static_cast<long long>(value);
    else
      return static_cast<unsigned long long>(value);
  }
};

/// bool: `true` or `false`.
template <>
struct Formatter<bool> {
  static constexpr bool accepts(const Spec& spec) {
    return detail::is_text(spec) && spec.precision < 0;
  }
  static constexpr void conversion(const Spec& spec, Writer& out) {
    detail::flags_and_width(spec, out, true);
    out.put('s');
  }
  static constexpr const char* argument(bool value) { return value ? "true" : "false"; }
};

/// char: the character.
template <>
struct Formatter<char> {
  static constexpr bool accepts(const Spec& spec) {
    return (spec.letter == 0 || spec.letter == 'c') && !spec.sign && !spec.alternate &&
           !spec.zero && spec.precision < 0;
  }
  static constexpr void conversion(const Spec& spec, Writer& out) {
    detail::flags_and_width(spec, out, true);
    out.put('c');
  }
  static constexpr char argument(char value) { return value; }
};

/// CStr: its characters, at most as many as the precision says.
template <>
struct Formatter<CStr> {
  static constexpr bool accepts(const Spec& spec) { return detail::is_text(spec); }
  static constexpr void conversion(const Spec& spec, Writer& out) {
    detail::flags_and_width(spec, out, true);
    if (spec.precision >= 0) {
      out.put('.');
      out.put(spec.precision);
    }
    out.put('s');
  }
  static constexpr const char* argument(CStr value) { return value.as_raw(); }
};

/// Arrays of characters, string literals among them: up to the first zero byte, and never past the
/// array's end.
template <size_t N>
struct Formatter<char[N]> {
  static constexpr bool accepts(const Spec& spec) { return detail::is_text(spec); }
  static constexpr void conversion(const Spec& spec, Writer& out) {
    Spec bounded = spec;
    if (spec.precision < 0 || spec.precision > static_cast<int>(N))
      bounded.precision = static_cast<int>(N);
    Formatter<CStr>::conversion(bounded, out);
  }
  static constexpr const char* argument(const char (&value)[N]) { return value; }
};

/// Error: its name, such as `-ENOMEM`, or its number if the kernel keeps no names.
template <>
struct Formatter<Error> {
  static constexpr bool accepts(const Spec& spec) {
    return detail::is_text(spec) && spec.precision < 0;
  }
  static constexpr void conversion(const Spec& spec, Writer& out) {
    detail::flags_and_width(spec, out, true);
    out.put("pe");
  }
  static void* argument(Error value) { return value.to_ptr(); }
};

/// Pointers, as `void*`: a hash of the address, the same for the same address until the next boot,
/// as the kernel tells its addresses to nobody.
template <typename T>
  requires std::is_void_v<T>
struct Formatter<T*> {
  static constexpr bool accepts(const Spec& spec) {
    return (spec.letter == 0 || spec.letter == 'p') && !spec.sign && !spec.alternate &&
           !spec.zero && spec.precision < 0;
  }
  static constexpr void conversion(const Spec& spec, Writer& out) {
    detail::flags_and_width(spec, out, false);
    out.put('p');
  }
  static constexpr const void* argument(const void* value) { return value; }
};

namespace detail {

template <typename T>
concept Printable = requires(const T& value) {
  Formatter<T>::argument(value);
};

/// Reads one specification; \p text points behind the colon, and is left at the closing brace.
constexpr Spec parse_spec(const char*& text) {
  Spec spec;
  auto digit = [&] { return *text >= '0' && *text <= '9'; };
  auto number = [&] {
    int value = 0;
    while (digit()) value = value * 10 + (*text++ - '0');
    return value;
  };
  if (*text == '<' || *text == '>') spec.align = *text++;
  if (*text == '+' || *text == ' ') spec.sign = *text++;
  if (*text == '#') spec.alternate = *text++;
  if (*text == '0') spec.zero = *text++;
  if (digit()) spec.width = number();
  if (*text == '.') {
    ++text;
    spec.precision = number();
  }
  if (*text && *text != '}') spec.letter = *text++;
  return spec;
}

/// Whether the placeholder at the start of \p text ends.
constexpr bool is_closed(const char* text) {
  while (*text && *text != '{' && *text != '}') ++text;
  return *text == '}';
}

/// Argument number \p number, counted from 1, and how its placeholder shows it.
template <typename T, size_t number>
struct Argument {
  static_assert(Printable<T>,
                "printk cannot show this argument (Argument<type, number> above says which): give "
                "its type a kernel::fmt::Formatter; a char* belongs into a kernel::CStr");

  static constexpr void convert(const Spec& spec, Writer& out) {
    if constexpr (Printable<T>) {
      if (!Formatter<T>::accepts(spec))
        mistake::this_placeholder_does_not_fit_its_argument<number>();
      Formatter<T>::conversion(spec, out);
    }
  }
};

template <typename... Args, size_t... index>
constexpr void convert(size_t wanted, const Spec& spec, Writer& out,
                       std::index_sequence<index...>) {
  ((index == wanted ? Argument<Args, index + 1>::convert(spec, out) : void()), ...);
}

/// Writes the printk format that \p text means for arguments of the types Args. Returns the last
/// character of \p text.
template <typename... Args>
constexpr char translate(const char* text, Writer& out) {
  size_t argument = 0;
  char last = 0;
  while (*text) {
    last = *text;
    if (*text == '{' && text[1] == '{') {
      out.put('{');
      text += 2;
    } else if (*text == '{') {
      ++text;
      if (!is_closed(text)) mistake::format_string_has_a_brace_that_is_not_closed();
      if (*text >= '0' && *text <= '9')
        mistake::placeholders_cannot_be_numbered_write_the_arguments_in_order();
      Spec spec;
      if (*text == ':')
        spec = parse_spec(++text);
      else if (*text != '}')
        mistake::placeholder_is_neither_empty_nor_begins_with_a_colon();
      if (*text != '}') mistake::placeholder_has_something_after_its_type_letter();
      ++text;
      if (argument == sizeof...(Args))
        mistake::format_string_has_more_placeholders_than_there_are_arguments();
      convert<Args...>(argument, spec, out, std::index_sequence_for<Args...>());
      ++argument;
    } else if (*text == '}') {
      if (text[1] != '}')
        mistake::format_string_has_a_closing_brace_without_an_opening_one_write_two();
      out.put('}');
      text += 2;
    } else {
      if (*text == '%') out.put('%');
      out.put(*text++);
    }
  }
  if (argument < sizeof...(Args))
    mistake::format_string_has_fewer_placeholders_than_there_are_arguments();
  return last;
}

}  // namespace detail

/// The printk format for a format string and the types of its arguments: one constant in the
/// module's read-only data. Without an alignment of its own GCC would give it one of 32 bytes.
template <typename Format, typename... Args>
[[gnu::aligned(1)]] inline constexpr auto printk_format =
    ::kernel::detail::compose([](Writer& out) {
      if (detail::translate<Args...>(Format()(), out) != '\n')
        mistake::format_string_must_end_with_a_newline();
      out.put('\0');
    });

/// The same for text that goes to memory instead of the log, and so needs no newline.
template <typename Format, typename... Args>
[[gnu::aligned(1)]] inline constexpr auto memory_format =
    ::kernel::detail::compose([](Writer& out) {
      detail::translate<Args...>(Format()(), out);
      out.put('\0');
    });

}  // namespace kernel::fmt

// A Format: a function that returns the string literal \p format with \p prefix before it.
#define KERNEL_FORMAT_(prefix, format)                                      \
  [] {                                                                      \
    static_assert(sizeof("" format) == __builtin_strlen(format) + 1,        \
                  "a zero byte inside a format string would end the text"); \
    return prefix format;                                                   \
  }
