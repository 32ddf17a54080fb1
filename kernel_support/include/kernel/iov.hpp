// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Memory in several pieces, mostly a program's.

#include <helpers/uio.h>

#include <kernel/error.hpp>
#include <kernel/result.hpp>
#include <kernel/str.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/plain_data.hpp>
#include <span>

namespace kernel {

/// What a program writes, in as many pieces as it says (writev(), io_uring): always a reference to
/// a `struct iov_iter`. As of a UserSliceReader each byte is read once; where a piece ends does not
/// show.
///
///     # #include <kernel/miscdevice.hpp>
///     struct Request {
///       u32 channel, level;
///     };
///     struct Levels {
///       kernel::Result<void> write_iter(kernel::Kiocb&, kernel::IovIterSource& in) const {
///         auto request = TRY(in.read<Request>());
///         return request.channel > 3 ? kernel::Result<void>(kernel::EINVAL) : in.skip(in.size());
///       }
///     };
///     # ---
///
///     auto device = TRY(kernel::MiscDeviceRegistration<Levels>::make(kernel::GFP_KERNEL,
///                                                                    {.name = "cpp_levels"}));
///
/// \context May sleep: the memory may have to be read from a disk.
/// \wraps{linux/uio.h,core-api/kernel-api.html}
class IovIterSource : NotThreadSafe {
 public:
  IovIterSource() = delete;
  IovIterSource(const IovIterSource&) = delete;
  IovIterSource& operator=(const IovIterSource&) = delete;

  /// The pieces that C code calls \p pieces.
  ///
  /// \safety They must be there as long as the reference is used, and be there to be read.
  static IovIterSource& from_raw(::iov_iter* pieces) {
    return *reinterpret_cast<IovIterSource*>(pieces);
  }

  /// How many bytes are left.
  size_t size() const { return cpp_helper_iov_iter_count(as_raw()); }
  /// Whether none is left.
  bool empty() const { return size() == 0; }

  /// Leaves \p bytes out.
  ///
  /// \errors #EFAULT if fewer are left: it stays where it was.
  // NOLINTNEXTLINE(readability-make-member-function-const): C code moves the pieces on
  Result<void> skip(size_t bytes) {
    if (bytes > size()) return EFAULT;
    bindings::iov_iter_advance(as_raw(), bytes);
    return {};
  }

  /// The next value.
  ///
  /// \errors #EFAULT if it is not there, or not all of it: what was there is behind then.
  template <PlainData T>
  Result<T> read() KERNEL_MAY_SLEEP {
    alignas(T) unsigned char room[sizeof(T)];
    if (sizeof(T) > size() || copy(room, sizeof(T)) != sizeof(T)) [[unlikely]]
      return EFAULT;
    // SAFETY: any bytes are a T.
    return reinterpret_cast<T&>(room);
  }

  /// Fills \p values, all of them.
  ///
  /// \errors #EFAULT if they are not there, or not all: then what was there is behind, and the rest
  /// of \p values is as it was.
  template <PlainData T, size_t kCount>
  Result<void> read_slice(std::span<T, kCount> values) KERNEL_MAY_SLEEP {
    size_t wanted = values.size_bytes();
    if (wanted > size() || copy(values.data(), wanted) != wanted) [[unlikely]]
      return EFAULT;
    return {};
  }

  /// Fills \p bytes from the front as far as there are any, and returns how many that were: fewer
  /// where the memory ends, or cannot be read.
  size_t read_some(std::span<unsigned char> bytes) KERNEL_MAY_SLEEP {
    return copy(bytes.data(), bytes.size());
  }

  /// The C object, for C functions.
  ::iov_iter* as_raw() const {
    return reinterpret_cast<::iov_iter*>(const_cast<IovIterSource*>(this));
  }

 private:
  // NOLINTNEXTLINE(readability-make-member-function-const): C code moves the pieces on
  size_t copy(void* to, size_t bytes) { return cpp_helper_copy_from_iter(to, bytes, as_raw()); }
};

/// Where a program wants to have what it reads, in as many pieces as it says (readv(), io_uring):
/// always a reference to a `struct iov_iter`.
///
///     struct Hello {
///       kernel::Result<void> read_iter(kernel::Kiocb& call, kernel::IovIterDest& out) const {
///         return out.write_from("hello\n", call.position());
///       }
///     };
///     # ---
///
///     auto device = TRY(kernel::MiscDeviceRegistration<Hello>::make(
///         kernel::GFP_KERNEL, {.name = "cpp_hello", .mode = 0444}));
///
/// \context May sleep: the memory may have to be read from a disk.
/// \wraps{linux/uio.h,core-api/kernel-api.html}
class IovIterDest : NotThreadSafe {
 public:
  IovIterDest() = delete;
  IovIterDest(const IovIterDest&) = delete;
  IovIterDest& operator=(const IovIterDest&) = delete;

  /// The pieces that C code calls \p pieces.
  ///
  /// \safety They must be there as long as the reference is used, and be there to be written.
  static IovIterDest& from_raw(::iov_iter* pieces) {
    return *reinterpret_cast<IovIterDest*>(pieces);
  }

  /// How many bytes there is room for.
  size_t size() const { return cpp_helper_iov_iter_count(as_raw()); }
  /// Whether there is no room left.
  bool full() const { return size() == 0; }

  /// Writes \p value.
  ///
  /// \errors #EFAULT if there is no room for it, or the memory cannot be written.
  template <PlainData T>
  Result<void> write(const T& value) KERNEL_MAY_SLEEP {
    if (sizeof(T) > size() || copy(&value, sizeof(T)) != sizeof(T)) [[unlikely]]
      return EFAULT;
    return {};
  }

  /// Writes all of \p values.
  ///
  /// \errors #EFAULT if there is no room for them, or not all could be written.
  template <typename T, size_t kCount>
    requires PlainData<std::remove_const_t<T>> Result<void> write_slice(std::span<T, kCount> values)
  KERNEL_MAY_SLEEP {
    size_t wanted = values.size_bytes();
    if (wanted > size() || copy(values.data(), wanted) != wanted) [[unlikely]]
      return EFAULT;
    return {};
  }

  /// Writes \p bytes as far as there is room, and returns how many: fewer also where the memory
  /// cannot be written.
  size_t write_some(std::span<const unsigned char> bytes) KERNEL_MAY_SLEEP {
    return copy(bytes.data(), bytes.size());
  }

  /// Writes the part of \p text that begins at \p position, as far as there is room, and moves the
  /// position: a file whose content is this text. Behind its end there is nothing.
  ///
  /// \errors #EFAULT if the memory cannot be written; #EINVAL if the position is negative.
  Result<void> write_from(CStr text, loff_t& position) KERNEL_MAY_SLEEP {
    if (position < 0) return EINVAL;
    auto begin = static_cast<unsigned long long>(position);
    if (begin >= text.size()) return {};
    size_t wanted = text.size() - static_cast<size_t>(begin);
    if (wanted > size()) wanted = size();
    size_t copied = copy(text.as_raw() + begin, wanted);
    if (wanted && !copied) return EFAULT;
    position += static_cast<loff_t>(copied);
    return {};
  }

  /// The C object, for C functions.
  ::iov_iter* as_raw() const {
    return reinterpret_cast<::iov_iter*>(const_cast<IovIterDest*>(this));
  }

 private:
  // NOLINTNEXTLINE(readability-make-member-function-const): C code moves the pieces on
  size_t copy(const void* from, size_t bytes) {
    return cpp_helper_copy_to_iter(from, bytes, as_raw());
  }
};

}  // namespace kernel
