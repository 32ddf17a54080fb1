// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Formatting into memory.

#include <kernel/fmt.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/result.hpp>
#include <span>
#include <tuple>

namespace kernel::fmt {

namespace detail {

/// What stands for \p value in a call of printk and its relatives.
template <typename T>
constexpr auto printk_argument(const T& value) {
  if constexpr (Printable<T>)
    return Formatter<T>::argument(value);
  else
    return 0;  // does not compile further on
}

}  // namespace detail

/// A format string and the values for its placeholders: what #FMT makes, to be handed to one of the
/// functions that format.
///
/// It holds what `Formatter<T>::argument()` gave for each value: numbers, and addresses of text
/// that must live until the formatting is done. So it cannot be copied, and is best not kept.
///
///     template <typename Format, typename... Args>
///     kernel::Result<void> rename(const kernel::fmt::Arguments<Format, Args...>& text) {
///       kernel::fmt::Buffer<16> name;
///       TRY(name.write(text));
///       pr_info("the new name is {}\n", name);
///       return {};
///     }
///     # ---
///
///     TRY(rename(FMT("queue{}", 3)));
///     EXPECT(rename(FMT("{:>20}", 3)).error() == kernel::EOVERFLOW);
///
/// \context Any.
template <typename Format, typename... Args>
class Arguments {
 public:
  /// Use #FMT.
  [[nodiscard("hand it to a function that formats"),
    gnu::always_inline]] explicit Arguments(Format, const Args&... values)
      : values_(detail::printk_argument(values)...) {}
  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;

  /// Calls \p function with the printk format and its arguments, and returns what it returns.
  template <typename F>
  [[gnu::always_inline]] auto apply(const F& function) const {
    return std::apply(
        [&](auto... values) __attribute__((always_inline)) {
          return function(memory_format<Format, Args...>.characters, values...);
        },
        values_);
  }

  /// Whether one of the values is a zero character, which would end the text too early.
  [[gnu::always_inline]] bool has_zero() const {
    return std::apply(
        [](auto... values) __attribute__((always_inline)) { return (is_zero(values) || ...); },
        values_);
  }

  /// Whether one of the values is a string that begins in \p memory.
  [[gnu::always_inline]] bool has_string_in(std::span<const char> memory) const {
    return std::apply(
        [=](auto... values)
            __attribute__((always_inline)) { return (is_string_in(values, memory) || ...); },
        values_);
  }

 private:
  template <typename T>
  static constexpr bool is_zero(T value) {
    if constexpr (std::is_same_v<T, char>)
      return value == '\0';
    else
      return false;
  }

  template <typename T>
  static bool is_string_in(T value, std::span<const char> memory) {
    if constexpr (std::is_convertible_v<T, const char*>) {
      auto address = reinterpret_cast<unsigned long>(static_cast<const char*>(value));
      return address - reinterpret_cast<unsigned long>(memory.data()) < memory.size();
    } else {
      return false;
    }
  }

  std::tuple<decltype(detail::printk_argument(std::declval<const Args&>()))...> values_;
};

/// The number of characters that \p text will have, without the zero byte.
///
///     EXPECT_EQ(kernel::fmt::formatted_size(FMT("{} of {}", 3, 100)), 8);
template <typename Format, typename... Args>
[[gnu::always_inline]] inline size_t formatted_size(const Arguments<Format, Args...>& text) {
  return text.apply([](const char* format, auto... values) __attribute__((always_inline)) {
    return static_cast<size_t>(bindings::snprintf(nullptr, 0, format, values...));
  });
}

namespace detail {

/// snprintf; \p room is at most INT_MAX.
template <typename Format, typename... Args>
[[gnu::always_inline]] inline Result<size_t> print(char* memory, size_t room,
                                                   const Arguments<Format, Args...>& text) {
  if (text.has_zero()) return EINVAL;
  size_t size = text.apply([=](const char* format, auto... values) __attribute__((always_inline)) {
    return static_cast<size_t>(bindings::snprintf(memory, room, format, values...));
  });
  if (size >= room) [[unlikely]]
    return EOVERFLOW;
  return size;
}

/// snprintf takes larger sizes for a mistake.
inline constexpr size_t kMaxRoom = 0x7fffffff;

}  // namespace detail

/// Writes \p text and a zero byte to \p memory, and returns the number of characters, without the
/// zero byte:
///
///     char page[16];
///     size_t length = TRY(kernel::fmt::format_to(page, FMT("{} of {}\n", 3, 100)));
///     EXPECT_EQ(length, 9);
///
/// None of the values may be a string that lies in \p memory.
///
/// \errors #EOVERFLOW if they do not fit: then \p memory holds those that do, and the zero byte, if
/// it holds anything. #EINVAL if a value is a zero character, or \p memory more than 2 GiB, which
/// `snprintf` takes for a mistake: then nothing is written.
/// \context Any.
/// \wraps{linux/kernel.h,core-api/kernel-api.html}
template <typename Format, typename... Args>
[[gnu::always_inline]] inline Result<size_t> format_to(std::span<char> memory,
                                                       const Arguments<Format, Args...>& text) {
  if (memory.size() > detail::kMaxRoom) [[unlikely]]
    return EINVAL;
  return detail::print(memory.data(), memory.size(), text);
}

/// A string of at most \p N - 1 characters that is written piece by piece, without allocating: N
/// bytes and a length.
///
///     kernel::fmt::Buffer<32> name;
///     TRY(name.write(FMT("{}-{}", 1, 4)));
///     TRY(name.write(FMT(".{}", 2)));
///     kernel::CStr text = name;            // it converts, as long as it is there
///     EXPECT(text == "1-4.2");
///
/// A piece that does not fit changes nothing.
///
/// \invariant The first size() + 1 characters are the string and its zero byte.
/// \context Any.
/// \wraps{linux/kernel.h,core-api/kernel-api.html}
template <size_t N>
class Buffer {
  static_assert(N > 0 && N <= detail::kMaxRoom, "there must be room for the zero byte");

 public:
  /// An empty string.
  Buffer() { text_[0] = '\0'; }

  /// Appends \p text.
  ///
  /// \errors #EOVERFLOW if there is no room for all of it, #EINVAL if a value is a zero character
  /// or a part of this very string: it is as before.
  template <typename Format, typename... Args>
  [[gnu::always_inline]] Result<void> write(const Arguments<Format, Args...>& text) {
    if (text.has_string_in(text_)) return EINVAL;
    Result<size_t> written = detail::print(text_ + size_, N - size_, text);
    if (written.is_err()) {
      text_[size_] = '\0';
      return written.error();
    }
    size_ += written.value();
    return {};
  }

  /// Makes it empty.
  void clear() {
    size_ = 0;
    text_[0] = '\0';
  }

  /// The string. Writing changes it.
  CStr str() const& KERNEL_LIFETIME_BOUND { return CStr::from_raw(text_); }
  CStr str() const&& = delete;
  /// The same, wherever a CStr is wanted.
  // NOLINTNEXTLINE(google-explicit-constructor): it is one, with memory of its own
  operator CStr() const& KERNEL_LIFETIME_BOUND { return str(); }
  // NOLINTNEXTLINE(google-explicit-constructor): it is one, with memory of its own
  operator CStr() const&& = delete;

  /// The number of characters.
  size_t size() const { return size_; }
  /// Whether there is none.
  bool empty() const { return size_ == 0; }
  /// The greatest number of characters.
  static constexpr size_t capacity() { return N - 1; }

 private:
  char text_[N];
  size_t size_ = 0;
};

/// Buffer: its characters, like a CStr.
template <size_t N>
struct Formatter<Buffer<N>> : Formatter<CStr> {
  static const char* argument(const Buffer<N>& value) { return value.str().as_raw(); }
};

}  // namespace kernel::fmt

/// Text to be formatted: a format string in the notation of pr_info(), but without a newline at its
/// end, and the values for its placeholders.
///
///     # #include <kernel/str/cstring.hpp>
///     # ---
///     auto name = TRY(kernel::CString::from_fmt(FMT("queue{}", 3), kernel::GFP_KERNEL));
///     EXPECT(name == "queue3");
///
/// It is checked while compiling: as many placeholders as values, each fitting its value. It is
/// handed to one of the functions that format: kernel::BasicCString::from_fmt,
/// kernel::fmt::format_to, kernel::fmt::Buffer::write, kernel::fmt::formatted_size.
///
/// \context Any.
#define FMT(format, ...) \
  ::kernel::fmt::Arguments(KERNEL_FORMAT_("", format) __VA_OPT__(, ) __VA_ARGS__)
