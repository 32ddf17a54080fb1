// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Files that are a text.

#include <helpers/seq_file.h>

#include <kernel/fmt/format.hpp>
#include <kernel/types/not_thread_safe.hpp>

namespace kernel {

/// Takes the text of a file that programs read: always a reference to a `struct seq_file`.
///
/// The kernel keeps the text as long as a program reads it, piece by piece or from any position. It
/// has the text made anew, with more room, if it did not fit: so whoever makes it writes the same
/// again when called again, and changes nothing else.
///
///     struct Counters {
///       kernel::Result<void> show(kernel::SeqFile& text) const {
///         for (int cpu = 0; cpu < 2; ++cpu) text.print(FMT("cpu {}: {} events\n", cpu, 17));
///         return {};
///       }
///     };
///
/// \context As whoever made the file says.
/// \wraps{linux/seq_file.h,filesystems/seq_file.html}
class SeqFile : NotThreadSafe {
 public:
  SeqFile() = delete;
  SeqFile(const SeqFile&) = delete;
  SeqFile& operator=(const SeqFile&) = delete;

  /// The file that C code calls \p file.
  ///
  /// \safety It must be there as long as the reference is used.
  static SeqFile& from_raw(::seq_file* file) { return *reinterpret_cast<SeqFile*>(file); }

  /// Appends \p text.
  ///
  /// \context Any.
  template <typename Format, typename... Args>
  [[gnu::always_inline]] void print(const fmt::Arguments<Format, Args...>& text) {
    text.apply([this](const char* format, auto... values) __attribute__((always_inline)) {
      bindings::seq_printf(as_raw(), format, values...);
    });
  }

  /// Whether it is full: what is written now is thrown away, and the text will be made again. To
  /// ask spares work and is never needed.
  bool has_overflowed() const { return cpp_helper_seq_has_overflowed(as_raw()); }

  /// The C object, for C functions.
  ::seq_file* as_raw() const { return reinterpret_cast<::seq_file*>(const_cast<SeqFile*>(this)); }
};

}  // namespace kernel
