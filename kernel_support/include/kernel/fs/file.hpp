// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Open files.

#include <bindings.hpp>

namespace kernel {

/// An open file, as callbacks of file operations get it: always a reference to a `struct file` that
/// the kernel keeps open meanwhile.
///
///     # alignas(long) unsigned char room[64];
///     # auto* from_c = reinterpret_cast<::file*>(room);
///     // SAFETY: C code calls with an open file, and keeps it open until we return.
///     const kernel::File& file = kernel::File::from_raw(from_c);
///     EXPECT(file.as_raw() == from_c);
///
/// \context Any.
/// \wraps{linux/fs.h,filesystems/api-summary.html}
class File {
 public:
  File() = delete;
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  /// The file that C code calls \p file.
  ///
  /// \safety The file must stay open as long as the reference is used.
  static const File& from_raw(::file* file) { return *reinterpret_cast<const File*>(file); }

  /// The C object, for C functions.
  ///
  /// \safety Somebody must keep the file open as long as it is used.
  ::file* as_raw() const { return reinterpret_cast<::file*>(const_cast<File*>(this)); }
};

}  // namespace kernel
