// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Strings that own their memory.

#include <kernel/alloc/allocator.hpp>
#include <kernel/fmt/format.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/str.hpp>
#include <kernel/types/relocatable.hpp>

namespace kernel {

/// A string of C in memory of its own from the allocator A; one pointer wide.
///
///     auto name = TRY(kernel::CString::from_fmt(FMT("queue{}", 3), kernel::GFP_KERNEL));
///     EXPECT(name->starts_with("queue"));
///     kernel::CStr text = name;            // it converts, as long as it is there
///     EXPECT(text == "queue3");
///
/// What can be asked of a CStr is asked by `->`. Its length never changes; its characters may.
///
/// Its memory is given back with it. It can be moved and not copied; one that was moved from must
/// not be used any more but to be destroyed or assigned to.
///
/// CString uses Kmalloc, and is what is meant nearly always.
///
/// \invariant The pointer is that of a string in a block of A, or null after a move.
/// \context Making: as the flags say. All else: any, where A gives memory back.
/// \wraps{linux/string.h,core-api/kernel-api.html}
template <alloc::Allocator A>
class BasicCString {
 public:
  /// A copy of \p text (`kstrdup`).
  ///
  /// \errors #ENOMEM.
  static Result<BasicCString> make(CStr text, alloc::Flags flags) {
    return copy(text.span(), flags);
  }

  /// A string of these \p characters.
  ///
  /// \errors #EINVAL if one of them is zero; #ENOMEM.
  static Result<BasicCString> from_bytes(std::span<const char> characters, alloc::Flags flags) {
    if (__builtin_memchr(characters.data(), 0, characters.size())) return EINVAL;
    return copy(characters, flags);
  }

  /// The text that #FMT describes, in memory of just its size (`kasprintf`).
  ///
  /// \errors #EINVAL if a value is a zero character; #ENOMEM.
  template <typename Format, typename... Args>
  [[gnu::always_inline]] static Result<BasicCString> from_fmt(
      const fmt::Arguments<Format, Args...>& text, alloc::Flags flags) {
    if (text.has_zero()) return EINVAL;
    char* memory;
    if constexpr (std::is_same_v<A, Kmalloc>) {
      memory = text.apply([=](const char* format, auto... values) __attribute__((always_inline)) {
        return bindings::kasprintf(flags.as_raw(), format, values...);
      });
    } else {
      size_t size = fmt::formatted_size(text) + 1;
      memory = allocate(size, flags);
      if (memory) {
        // A string among the values that changes meanwhile is cut off, as in kasprintf.
        text.apply([=](const char* format, auto... values) __attribute__((always_inline)) {
          return bindings::snprintf(memory, size, format, values...);
        });
      }
    }
    if (!memory) return ENOMEM;
    return BasicCString(memory);
  }

  /// A copy of \p text with each byte that is not a printable character of ASCII replaced by four:
  /// `\x1b` for an escape. For text from strangers that shall be seen, not obeyed.
  ///
  /// \errors #ENOMEM.
  static Result<BasicCString> escaped(CStr text, alloc::Flags flags) {
    size_t length = text.size();
    size_t size = escape(text, length, nullptr, 0);
    char* memory = allocate(size + 1, flags);
    if (!memory) return ENOMEM;
    escape(text, length, memory, size);
    memory[size] = '\0';
    return BasicCString(memory);
  }

  /// Takes the string over; \p other is empty then.
  BasicCString(BasicCString&& other) : text_(other.text_) { other.forget(); }
  /// Takes the string of \p other, which is empty then, and frees its own.
  BasicCString& operator=(BasicCString&& other) {
    BasicCString taken(std::move(other));
    std::swap(text_, taken.text_);
    return *this;
  }
  ~BasicCString() { free(); }

  /// What can be asked of a CStr. Not to be had of a string that goes at once, as whatever leads
  /// into one.
  CStr operator*() const& KERNEL_LIFETIME_BOUND { return text_; }
  CStr operator*() const&& = delete;  // the string goes at once: give it a name first
  /// The same, as in `name->size()`.
  const CStr* operator->() const& KERNEL_LIFETIME_BOUND { return &text_; }
  const CStr* operator->() const&& = delete;  // the string goes at once: give it a name first
  /// The string as others see it, as long as it lives.
  // NOLINTNEXTLINE(google-explicit-constructor): it is one, with memory of its own
  operator CStr() const& KERNEL_LIFETIME_BOUND { return text_; }
  // NOLINTNEXTLINE(google-explicit-constructor): it is one, with memory of its own
  operator CStr() const&& = delete;  // the string goes at once: give it a name first

  /// The number of characters. They are counted at each call (`strlen`).
  size_t size() const { return text_.size(); }
  /// Whether there is none.
  bool empty() const { return text_.empty(); }

  /// The characters. A zero byte that is written there ends the string.
  std::span<char> span() & KERNEL_LIFETIME_BOUND { return {memory(), size()}; }
  std::span<const char> span() const& KERNEL_LIFETIME_BOUND { return text_.span(); }
  std::span<const char> span() const&& = delete;  // the string goes at once: give it a name first

  /// Makes `A` to `Z` lower case; all else stays.
  void make_ascii_lowercase() {
    for (char* c = memory(); *c; ++c)
      if (*c >= 'A' && *c <= 'Z') *c += 'a' - 'A';
  }
  /// Makes `a` to `z` upper case; all else stays.
  void make_ascii_uppercase() {
    for (char* c = memory(); *c; ++c)
      if (*c >= 'a' && *c <= 'z') *c -= 'a' - 'A';
  }

  /// The address of the first character, for C functions; the string still owns it.
  ///
  /// \safety The pointer must not be used after the string is gone.
  const char* as_raw() const& KERNEL_LIFETIME_BOUND { return text_.as_raw(); }
  const char* as_raw() const&& = delete;  // the string goes at once: give it a name first

  /// Gives the memory away.
  ///
  /// \safety Somebody must hand it to from_raw() again, or free it.
  char* into_raw() && {
    char* kept = memory();
    forget();
    return kept;
  }

  /// Takes a string over, such as one from C's `kstrdup`.
  ///
  /// \safety It must be a block of the allocator, hold a zero byte, and nobody else may own it.
  // NOLINTNEXTLINE(readability-non-const-parameter): it will own the memory
  static BasicCString from_raw(char* memory) { return BasicCString(memory); }

  /// Whether both have the same characters.
  friend bool operator==(const BasicCString& left, const BasicCString& right) {
    return left.text_ == right.text_;
  }
  friend bool operator==(const BasicCString& left, CStr right) { return left.text_ == right; }
  /// The order of the first characters that differ, as unsigned numbers.
  friend std::strong_ordering operator<=>(const BasicCString& left, const BasicCString& right) {
    return left.text_ <=> right.text_;
  }
  friend std::strong_ordering operator<=>(const BasicCString& left, CStr right) {
    return left.text_ <=> right;
  }

 private:
  explicit BasicCString(char* memory) : text_(CStr::from_raw(memory)) {}

  static char* allocate(size_t size, alloc::Flags flags) {
    return static_cast<char*>(A::allocate(size, 1, flags));
  }

  static Result<BasicCString> copy(std::span<const char> characters, alloc::Flags flags) {
    char* memory = duplicate(characters.data(), characters.size(), flags);
    if (!memory) return ENOMEM;
    return BasicCString(memory);
  }

  /// kstrdup, but an impossible size fails without a warning in the log. A call, as there.
  [[gnu::noinline]] static char* duplicate(const char* from, size_t size, alloc::Flags flags) {
    char* memory = allocate(size + 1, flags);
    if (memory) {
      __builtin_memcpy(memory, from, size);
      memory[size] = '\0';
    }
    return memory;
  }

  /// Writes as much as there is room for, and returns how much there is to write.
  static size_t escape(CStr text, size_t length, char* memory, size_t room) {
    return static_cast<size_t>(bindings::string_escape_mem(
        text.as_raw(), length, memory, room, bindings::ESCAPE_HEX | bindings::ESCAPE_NAP, nullptr));
  }

  // The memory is the string's own, and was not const when it was allocated.
  char* memory() const { return const_cast<char*>(text_.as_raw()); }

  void forget() { text_ = CStr::from_raw(nullptr); }

  void free() {
    if (memory()) A::deallocate(memory());
  }

  CStr text_;
};

/// A string in memory from Kmalloc.
using CString = BasicCString<Kmalloc>;

/// BasicCString: its characters, like a CStr.
template <alloc::Allocator A>
struct fmt::Formatter<BasicCString<A>> : fmt::Formatter<CStr> {
  static const char* argument(const BasicCString<A>& value) { return value.as_raw(); }
};

/// \cond
template <alloc::Allocator A>
inline constexpr bool kIsRelocatable<BasicCString<A>> = true;
/// \endcond

}  // namespace kernel
