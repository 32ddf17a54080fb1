// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Strings composed while compiling.

namespace kernel::detail {

/// Collects characters; without a buffer it only counts them.
class TextWriter {
 public:
  constexpr explicit TextWriter(char* buffer) : buffer_(buffer) {}

  constexpr void put(char character) {
    if (buffer_) buffer_[size_] = character;
    ++size_;
  }
  constexpr void put(const char* text) {
    while (*text) put(*text++);
  }
  constexpr void put(int number) {
    if (number >= 10) put(number / 10);
    put(static_cast<char>('0' + number % 10));
  }
  constexpr decltype(sizeof(0)) size() const { return size_; }

 private:
  char* buffer_;
  decltype(sizeof(0)) size_ = 0;
};

/// An array of exactly the characters that were written.
template <decltype(sizeof(0)) N>
struct Text {
  char characters[N];
};

/// What \p Write, a captureless function object called with a TextWriter, writes.
template <typename Write>
consteval auto compose(Write) {
  constexpr auto size = [] {
    TextWriter counter(nullptr);
    Write()(counter);
    return counter.size();
  }();
  Text<size> text = {};
  TextWriter writer(text.characters);
  Write()(writer);
  return text;
}

}  // namespace kernel::detail
