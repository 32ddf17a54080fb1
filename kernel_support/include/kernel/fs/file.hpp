// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Open files, and the numbers by which programs know them.

#include <helpers/fs.h>
#include <helpers/sched.h>

#include <kernel/bug.hpp>
#include <kernel/cred.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/aref.hpp>
#include <kernel/types/not_thread_safe.hpp>

namespace kernel {

/// Those bits of LocalFile::flags() that are one of #O_RDONLY, #O_WRONLY and #O_RDWR.
inline constexpr unsigned int O_ACCMODE = bindings::O_ACCMODE;
/// Opened to be read.
inline constexpr unsigned int O_RDONLY = bindings::O_RDONLY;
/// Opened to be written.
inline constexpr unsigned int O_WRONLY = bindings::O_WRONLY;
/// Opened to be read and written.
inline constexpr unsigned int O_RDWR = bindings::O_RDWR;
/// Each write goes to the end.
inline constexpr unsigned int O_APPEND = bindings::O_APPEND;
/// Operations give #EAGAIN instead of waiting.
inline constexpr unsigned int O_NONBLOCK = bindings::O_NONBLOCK;
/// The descriptor is closed when the program starts another one (`execve()`).
inline constexpr unsigned int O_CLOEXEC = bindings::O_CLOEXEC;

/// An open file that stays with this thread: always a reference to a `struct file`, which the
/// kernel counts. An ARef keeps it open.
///
/// While a program reads, writes or seeks in a file that nobody else has, the kernel leaves out the
/// lock of the file's position (`fdget_pos()`). If the file went to another thread meanwhile, both
/// would move the position at once. What fget() finds may be such a file, so no other thread can be
/// given it. A File can: File::assume_no_fdget_pos() makes one where no such call is under way.
///
///     kernel::Result<kernel::ARef<kernel::File>> file_of(unsigned int descriptor) {
///       auto local = TRY(kernel::LocalFile::fget(descriptor));
///       // SAFETY: this is called by an ioctl, and ioctl() uses no position.
///       return kernel::File::assume_no_fdget_pos(std::move(local));
///     }
///     # ---
///
///     auto input = TRY(file_of(0));
///     EXPECT_EQ(input->flags() & kernel::O_ACCMODE, kernel::O_RDONLY);
///     static_assert(!kernel::Send<kernel::ARef<kernel::LocalFile>>);
///
/// \context Any.
/// \wraps{linux/file.h,filesystems/api-summary.html}
class LocalFile {
 public:
  LocalFile() = delete;
  LocalFile(const LocalFile&) = delete;
  LocalFile& operator=(const LocalFile&) = delete;

  /// \name Counting, for ARef
  /// \{

  /// One owner more.
  static void inc_ref(const LocalFile& file) { cpp_helper_get_file(file.as_raw()); }
  /// One owner less.
  static void dec_ref(const LocalFile& file) { bindings::fput(file.as_raw()); }
  /// \}

  /// What the current program calls file descriptor \p descriptor.
  ///
  /// \context In a task. \errors #EBADF if it has none of that number.
  static Result<ARef<LocalFile>> fget(unsigned int descriptor) {
    ::file* file = bindings::fget(descriptor);
    if (!file) return EBADF;
    // SAFETY: fget() has counted us. A call that uses the position without its lock is one of this
    // thread, as it is made only where no other thread shares the descriptors.
    return ARef<LocalFile>::from_raw(&from_raw(file));
  }

  /// The file that C code calls \p file.
  ///
  /// \safety The file must stay open as long as the reference is used. A system call that uses its
  /// position without the lock must be one of the current thread.
  static const LocalFile& from_raw(::file* file) {
    return *reinterpret_cast<const LocalFile*>(file);
  }

  /// The flags of open(), as they are now: #O_NONBLOCK and so on.
  unsigned int flags() const { return cpp_helper_file_flags(as_raw()); }
  /// Whether operations shall give #EAGAIN instead of waiting (#O_NONBLOCK).
  bool is_nonblocking() const { return flags() & O_NONBLOCK; }

  /// On whose behalf it was opened, which need not be who uses it now.
  const Credential& cred() const KERNEL_LIFETIME_BOUND {
    // SAFETY: the file keeps it as long as it is open.
    return Credential::from_raw(cpp_helper_file_cred(as_raw()));
  }

  /// The C object, for C functions.
  ///
  /// \safety Somebody must keep the file open as long as it is used.
  ::file* as_raw() const { return reinterpret_cast<::file*>(const_cast<LocalFile*>(this)); }
};

/// \cond
template <>
inline constexpr bool kIsSend<LocalFile> = false;
/// \endcond

/// An open file that any thread may have, as callbacks of file operations get it: always a
/// reference to a `struct file`, which the kernel counts. An ARef keeps it open.
///
/// It is a LocalFile, too, so what a function does with any file it does with a `const LocalFile&`.
///
///     # alignas(long) unsigned char room[64];
///     # auto* from_c = reinterpret_cast<::file*>(room);
///     // SAFETY: C code calls with an open file, and keeps it open until we return.
///     const kernel::File& file = kernel::File::from_raw(from_c);
///     EXPECT(file.as_raw() == from_c);
///
/// \invariant No system call is under way that uses the position of the file without its lock.
/// \context Any.
/// \wraps{linux/fs.h,filesystems/api-summary.html}
class File : public LocalFile {
 public:
  /// \name Counting, for ARef
  /// \{

  /// One owner more.
  static void inc_ref(const File& file) { LocalFile::inc_ref(file); }
  /// One owner less.
  static void dec_ref(const File& file) { LocalFile::dec_ref(file); }
  /// \}

  static void fget(unsigned int) = delete;  // LocalFile::fget(), then assume_no_fdget_pos()

  /// The same file, which other threads may have now.
  ///
  /// \safety The current thread must not be inside of a system call that uses the position of the
  /// file, as read(), write(), lseek() and getdents() do; ioctl(), poll() and open() do not.
  static ARef<File> assume_no_fdget_pos(ARef<LocalFile> file) {
    // SAFETY: the caller knows that any thread may have the file; the owner goes along.
    return ARef<File>::from_raw(&from_raw(std::move(file).into_raw()->as_raw()));
  }

  /// The file that C code calls \p file.
  ///
  /// \safety The file must stay open as long as the reference is used. No system call may be under
  /// way that uses its position without the lock. There is none for a file that is neither a
  /// regular one nor a directory.
  static const File& from_raw(::file* file) { return *reinterpret_cast<const File*>(file); }
};

/// A file descriptor of the current program that nobody else gets meanwhile: fd_install() makes it
/// lead to a file, and a reservation that goes without that gives it back.
///
/// So all that can fail comes first: the program sees the file when nothing can go wrong any more,
/// as nobody can take an open file away from it again.
///
///     auto reservation = TRY(
///         kernel::FileDescriptorReservation::get_unused_fd_flags(kernel::O_CLOEXEC));
///     unsigned int descriptor = reservation.reserved_fd();
///     EXPECT(kernel::LocalFile::fget(descriptor).error() == kernel::EBADF);   // not yet
///
///     auto local = TRY(kernel::LocalFile::fget(0));
///     // SAFETY: loading a module uses no position.
///     auto file = kernel::File::assume_no_fdget_pos(std::move(local));
///     std::move(reservation).fd_install(file);
///     auto found = TRY(kernel::LocalFile::fget(descriptor));
///     EXPECT(found->as_raw() == file->as_raw());
///
/// It stays with the task that made it, as another one may have other descriptors: one that is
/// used or destroyed by another task is a bug that stops the thread with an oops.
///
/// It can be moved and not copied. One that was moved from, or installed, is empty: to use it is a
/// bug that stops the thread with an oops, but it may be destroyed or assigned to.
///
/// \invariant The task has reserved the descriptor, which leads nowhere yet; or the task is null,
/// and there is no descriptor.
/// \context In a task, where a SpinLock may be taken.
/// \wraps{linux/file.h,filesystems/files.html}
class [[nodiscard]] FileDescriptorReservation : NotThreadSafe {
 public:
  /// Reserves the smallest descriptor that is free. Of \p flags only #O_CLOEXEC counts.
  ///
  /// \errors #EMFILE if the program may have no more; #ENOMEM.
  /// \context May sleep.
  static Result<FileDescriptorReservation> get_unused_fd_flags(unsigned int flags)
      KERNEL_MAY_SLEEP {
    int descriptor = bindings::get_unused_fd_flags(flags);
    if (descriptor < 0) return Error::from_errno(descriptor);
    return FileDescriptorReservation(static_cast<unsigned int>(descriptor));
  }

  /// Takes the descriptor over; \p other is empty then.
  FileDescriptorReservation(FileDescriptorReservation&& other)
      : task_(other.task_), descriptor_(other.descriptor_) {
    other.task_ = nullptr;
  }
  /// Takes the descriptor of \p other, which is empty then, and gives its own back.
  FileDescriptorReservation& operator=(FileDescriptorReservation&& other) {
    FileDescriptorReservation taken(std::move(other));
    std::swap(task_, taken.task_);
    std::swap(descriptor_, taken.descriptor_);
    return *this;
  }
  /// Gives the descriptor back.
  ~FileDescriptorReservation() {
    if (!task_) return;
    check();
    bindings::put_unused_fd(descriptor_);
  }

  /// The descriptor.
  unsigned int reserved_fd() const {
    check();
    return descriptor_;
  }

  /// Makes the descriptor lead to \p file, from now on, for all threads of the program.
  void fd_install(ARef<File> file) && {
    check();
    task_ = nullptr;
    bindings::fd_install(descriptor_, std::move(file).into_raw()->as_raw());
  }

 private:
  explicit FileDescriptorReservation(unsigned int descriptor)
      : task_(cpp_helper_current()), descriptor_(descriptor) {
    // The compiler need not check for null at the end.
    if (!task_) __builtin_unreachable();
  }

  // A wrong descriptor would be written beyond the program's table.
  void check() const {
    if (task_ == cpp_helper_current()) [[likely]]
      return;
    if (!task_) bug("a reservation is used that is empty: reserve another descriptor");
    bug("a reservation of another task is used: let that one do it");
  }

  const ::task_struct* task_;
  unsigned int descriptor_;
};

}  // namespace kernel
