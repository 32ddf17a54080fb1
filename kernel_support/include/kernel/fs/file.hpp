// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Open files.

#include <helpers/fs.h>

#include <kernel/cred.hpp>
#include <kernel/types/aref.hpp>

namespace kernel {

/// An open file, as callbacks of file operations get it: always a reference to a `struct file`,
/// which the kernel counts. An ARef keeps it open.
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

  /// \name Counting, for ARef
  /// \{

  /// One owner more.
  static void inc_ref(const File& file) { cpp_helper_get_file(file.as_raw()); }
  /// One owner less.
  static void dec_ref(const File& file) { bindings::fput(file.as_raw()); }
  /// \}

  /// What the current program calls file descriptor \p descriptor.
  ///
  /// \errors #EBADF if it has none of that number.
  static Result<ARef<File>> fget(unsigned int descriptor) {
    ::file* file = bindings::fget(descriptor);
    if (!file) return EBADF;
    // SAFETY: fget() has counted us.
    return ARef<File>::from_raw(&from_raw(file));
  }

  /// The file that C code calls \p file.
  ///
  /// \safety The file must stay open as long as the reference is used.
  static const File& from_raw(::file* file) { return *reinterpret_cast<const File*>(file); }

  /// The flags of open(), as they are now: `O_NONBLOCK` and so on.
  unsigned int flags() const { return cpp_helper_file_flags(as_raw()); }
  /// Whether operations shall give #EAGAIN instead of waiting (`O_NONBLOCK`).
  bool is_nonblocking() const { return flags() & bindings::O_NONBLOCK; }

  /// On whose behalf it was opened, which need not be who uses it now.
  const Credential& cred() const KERNEL_LIFETIME_BOUND {
    // SAFETY: the file keeps it as long as it is open.
    return Credential::from_raw(cpp_helper_file_cred(as_raw()));
  }

  /// The C object, for C functions.
  ///
  /// \safety Somebody must keep the file open as long as it is used.
  ::file* as_raw() const { return reinterpret_cast<::file*>(const_cast<File*>(this)); }
};

}  // namespace kernel
