// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// One call of a program that reads or writes.

#include <helpers/fs.h>

#include <kernel/fs/file.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/types/not_thread_safe.hpp>

namespace kernel {

/// A call that reads or writes a file: which file, and where. Always a reference to a
/// `struct kiocb`.
///
///     kernel::Result<void> rewind(kernel::Kiocb& call) {
///       if (call.file().is_nonblocking()) return kernel::EAGAIN;
///       call.position() = 0;
///       return {};
///     }
///     # ---
///
///     # alignas(long) unsigned char room[64];
///     # auto* from_c = reinterpret_cast<::kiocb*>(room);
///     // SAFETY: C code calls with it, and keeps it until we return.
///     kernel::Kiocb& call = kernel::Kiocb::from_raw(from_c);
///     EXPECT(call.as_raw() == from_c);
///
/// \context Any that runs for a task.
/// \wraps{linux/fs.h,filesystems/vfs.html}
class Kiocb : NotThreadSafe {
 public:
  Kiocb() = delete;
  Kiocb(const Kiocb&) = delete;
  Kiocb& operator=(const Kiocb&) = delete;

  /// The call that C code calls \p iocb.
  ///
  /// \safety It must be there as long as the reference is used.
  static Kiocb& from_raw(::kiocb* iocb) { return *reinterpret_cast<Kiocb*>(iocb); }

  /// The file.
  const File& file() const KERNEL_LIFETIME_BOUND {
    // SAFETY: it is open until the call ends.
    return File::from_raw(cpp_helper_kiocb_file(as_raw()));
  }

  /// Where the program reads or writes; what it becomes is where it goes on. Never negative, unless
  /// the driver makes it so.
  loff_t& position() KERNEL_LIFETIME_BOUND { return *cpp_helper_kiocb_pos(as_raw()); }

  /// The C object, for C functions.
  ::kiocb* as_raw() const { return reinterpret_cast<::kiocb*>(const_cast<Kiocb*>(this)); }
};

}  // namespace kernel
