// SPDX-License-Identifier: GPL-2.0
#pragma once
// Internal to kernel_support: files whose text an object gives, and takes.

#include <helpers/fs.h>

#include <concepts>
#include <kernel/seq_file.hpp>
#include <kernel/str/parse_int.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/uaccess.hpp>

namespace kernel::detail {

/// Whether a T says what programs read.
template <typename T>
concept Shows = requires(const T& object, SeqFile& text) {
  { object.show(text) } -> std::same_as<Result<void>>;
};

/// Whether a T takes what programs write.
template <typename T>
concept TakesText = requires(const T& object, UserSliceReader& in) {
  { object.write(in) } -> std::same_as<Result<void>>;
};

/// How the text of a T is made and taken: by its own functions,
template <typename T>
struct TextOf {
  static constexpr bool kShows = Shows<T>;
  static constexpr bool kTakes = TakesText<T>;
  static_assert(Send<T>,
                "the object stays with its thread, and any program's thread reads its text");
  static_assert(
      kShows || !requires { &T::show; },
      "show() of a file that is a text is Result<void> show(SeqFile&) const");
  static_assert(
      kTakes || !requires { &T::write; },
      "write() of a file that is a text is Result<void> write(UserSliceReader&) const");
  static_assert(
      kShows || kTakes || requires { &T::show; } || requires { &T::write; },
      "an object behind a file has show(), write() or both");

  static Result<void> show(const T& object, SeqFile& text) { return object.show(text); }
  static Result<void> write(const T& object, UserSliceReader& in) { return object.write(in); }
};

/// and of a number, in decimal.
template <ParseInt T>
struct TextOf<Atomic<T>> {
  static constexpr bool kShows = true;
  static constexpr bool kTakes = true;

  static Result<void> show(const Atomic<T>& number, SeqFile& text) {
    text.print(FMT("{}\n", number.load(Relaxed)));
    return {};
  }
  static Result<void> write(const Atomic<T>& number, UserSliceReader& in) {
    char room[32];
    CStr text = TRY(in.read_str(room));
    T value = TRY(parse<T>(text));
    number.store(value, Relaxed);
    return {};
  }
};

/// What C code gets for a Result.
inline int errno_of(const Result<void>& result) {
  return result.is_err() ? result.error().to_errno() : 0;
}

/// What a program that reads or writes gets: how many bytes went through, or the error.
inline ssize_t bytes_of(const Result<void>& result, size_t bytes) {
  return result.is_err() ? result.error().to_errno() : static_cast<ssize_t>(bytes);
}

/// The functions of such a file, which C code calls with the object.
template <typename T>
struct TextFile {
  using Text = TextOf<T>;

  /// The bits of a mode that mean something for it.
  static constexpr unsigned short kModes = (Text::kShows ? 0444 : 0) | (Text::kTakes ? 0222 : 0);

  static int show(::seq_file* text, void*) {
    // SAFETY: open() has put it there; the file is taken away before the object is.
    const T& object = *static_cast<const T*>(cpp_helper_seq_private(text));
    return errno_of(Text::show(object, SeqFile::from_raw(text)));
  }

  static int open(::file* file, void* object) {
    if constexpr (Text::kShows) return bindings::single_open(file, show, object);
    cpp_helper_set_file_private_data(file, object);
    return 0;
  }

  // NOLINTNEXTLINE(readability-non-const-parameter): it is C's
  static ssize_t write(::file* file, const char* from, size_t size, loff_t*) {
    void* known = cpp_helper_file_private_data(file);
    if constexpr (Text::kShows) known = cpp_helper_seq_private(static_cast<::seq_file*>(known));
    UserSliceReader in = UserSlice(UserPtr::from_raw(from), size).reader();
    // SAFETY: as in show().
    Result<void> result = Text::write(*static_cast<const T*>(known), in);
    return bytes_of(result, in.done());
  }
};

}  // namespace kernel::detail
