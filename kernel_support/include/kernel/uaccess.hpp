// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Memory of programs.

#include <helpers/uaccess.h>

#include <kernel/alloc/kvec.hpp>
#include <kernel/error.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/result.hpp>
#include <kernel/str.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/plain_data.hpp>
#include <span>

namespace kernel {

/// An address in the memory of the current program, as the program says: any number. The kernel
/// never follows it as a pointer, but copies from and to it, by a UserSlice.
///
///     kernel::UserPtr nowhere(0);
///     EXPECT_EQ(nowhere.address(), 0UL);
///
/// \context Any.
class UserPtr {
 public:
  /// The address that a program names.
  constexpr explicit UserPtr(unsigned long address) : address_(address) {}
  /// The address that C code calls \p pointer, a `void __user *`.
  static UserPtr from_raw(const void* pointer) {
    return UserPtr(reinterpret_cast<unsigned long>(pointer));
  }

  /// The number.
  constexpr unsigned long address() const { return address_; }
  /// The address for C functions, which must take it for a `__user` one.
  void* as_raw() const { return reinterpret_cast<void*>(address_); }

  friend constexpr bool operator==(UserPtr, UserPtr) = default;

 private:
  unsigned long address_;
};

/// Reads the memory of a program, each byte once: what was read or skipped is behind it, so nobody
/// checks a value and then reads it again, when another thread of the program has changed it.
///
///     struct Request {
///       u32 channel, level;
///     };
///     kernel::Result<u32> level_of(kernel::UserSliceReader reader) {
///       auto request = TRY(reader.read<Request>());
///       if (request.channel > 3) return kernel::EINVAL;
///       return request.level;   // the one that came with this channel
///     }
///     # ---
///     # kernel::UserSlice slice(kernel::UserPtr(0), 8);
///     // At address 0 there is nothing.
///     EXPECT(level_of(std::move(slice).reader()).error() == kernel::EFAULT);
///
/// It belongs to the thread of the program that made the call, and can be neither copied nor moved:
/// so it counts all that goes through.
///
/// \context May sleep: the memory may have to be read from a disk.
/// \wraps{linux/uaccess.h,core-api/kernel-api.html}
class UserSliceReader : NotThreadSafe {
 public:
  UserSliceReader(const UserSliceReader&) = delete;
  UserSliceReader& operator=(const UserSliceReader&) = delete;

  /// How many bytes are left.
  size_t size() const { return size_; }
  /// Whether none is left.
  bool empty() const { return size_ == 0; }
  /// How many bytes it has read or skipped.
  size_t done() const { return read_; }

  /// Leaves \p bytes out.
  ///
  /// \errors #EFAULT if fewer are left: it stays where it was.
  Result<void> skip(size_t bytes) {
    if (bytes > size_) return EFAULT;
    advance(bytes);
    return {};
  }

  /// The next value.
  ///
  /// \errors #EFAULT if it is not there, or not all of it: what was there is behind then.
  template <PlainData T>
  Result<T> read() KERNEL_MAY_SLEEP {
    alignas(T) unsigned char room[sizeof(T)];
    if (sizeof(T) > size_ || copy(room, sizeof(T)) != sizeof(T)) [[unlikely]]
      return EFAULT;
    // SAFETY: any bytes are a T.
    return reinterpret_cast<T&>(room);
  }

  /// Fills \p values, all of them.
  ///
  /// \errors #EFAULT if they are not there, or not all: then what was there is behind, and the rest
  /// of \p values may have become zero.
  template <PlainData T, size_t kCount>
  Result<void> read_slice(std::span<T, kCount> values) KERNEL_MAY_SLEEP {
    size_t wanted = values.size_bytes();
    if (wanted > size_ || copy(values.data(), wanted) != wanted) [[unlikely]]
      return EFAULT;
    return {};
  }

  /// Fills \p bytes from the front as far as there are any, and returns how many that were: fewer
  /// where the memory ends, or cannot be read. The rest of \p bytes may have become zero.
  size_t read_some(std::span<unsigned char> bytes) KERNEL_MAY_SLEEP {
    return copy(bytes.data(), bytes.size() < size_ ? bytes.size() : size_);
  }

  /// All that is left, if that is not more than \p limit.
  ///
  /// \errors #EMSGSIZE if it is more, #ENOMEM, #EFAULT if not all of it can be read.
  Result<KVec<unsigned char>> read_all(size_t limit, alloc::Flags flags) KERNEL_MAY_SLEEP {
    if (size_ > limit) return EMSGSIZE;
    auto bytes = TRY(KVec<unsigned char>::from_elem(0, size_, flags));
    TRY(read_slice(bytes.span()));
    return bytes;
  }

  /// The string that begins here, up to its zero byte, in \p room; what follows is left.
  ///
  /// \errors #EMSGSIZE if there is no zero byte in as much as there is room for, or before the end;
  /// #EFAULT if it cannot be read. All is behind then.
  Result<CStr> read_cstr(std::span<char> room KERNEL_LIFETIME_BOUND) KERNEL_MAY_SLEEP {
    size_t most = room.size() < size_ ? room.size() : size_;
    long length = bindings::strncpy_from_user(
        room.data(), static_cast<const char*>(UserPtr(address_).as_raw()), static_cast<long>(most));
    bool whole = length >= 0 && static_cast<size_t>(length) < most;
    advance(whole ? static_cast<size_t>(length) + 1 : size_);
    if (length < 0) return EFAULT;
    if (!whole) return EMSGSIZE;
    return CStr::from_raw(room.data());
  }

  /// All that is left as a string in \p room, which needs a byte more.
  ///
  /// \errors #EMSGSIZE if there is not as much room, #EFAULT if not all can be read, #EINVAL if
  /// there is a zero byte in it.
  Result<CStr> read_str(std::span<char> room KERNEL_LIFETIME_BOUND) KERNEL_MAY_SLEEP {
    size_t length = size_;
    if (length >= room.size()) return EMSGSIZE;
    TRY(read_slice(room.first(length)));
    room[length] = '\0';
    return CStr::from_bytes_with_nul(room.first(length + 1));
  }

 private:
  friend class UserSlice;
  UserSliceReader(UserPtr address, size_t size) : address_(address.address()), size_(size) {}

  void advance(size_t bytes) {
    address_ += bytes;
    size_ -= bytes;
    read_ += bytes;
  }

  /// Copies at most what is left; returns how much.
  size_t copy(void* to, size_t bytes) {
    size_t copied = bytes - cpp_helper_copy_from_user(to, UserPtr(address_).as_raw(), bytes);
    advance(copied);
    return copied;
  }

  unsigned long address_;
  size_t size_;
  size_t read_ = 0;
};

/// Writes to the memory of a program, one value behind the other.
///
///     struct Reply {
///       u64 ticks;
///       u32 version, flags;
///     };
///     kernel::Result<void> answer(kernel::UserSliceWriter writer) {
///       return writer.write(Reply{.ticks = 5, .version = 1, .flags = 0});
///     }
///     # ---
///     # kernel::UserSlice slice(kernel::UserPtr(0), 16);
///     // At address 0 there is nothing.
///     EXPECT(answer(std::move(slice).writer()).error() == kernel::EFAULT);
///
/// It belongs to the thread of the program that made the call, and can be neither copied nor moved:
/// so it counts all that goes through.
///
/// \context May sleep: the memory may have to be read from a disk.
/// \wraps{linux/uaccess.h,core-api/kernel-api.html}
class UserSliceWriter : NotThreadSafe {
 public:
  UserSliceWriter(const UserSliceWriter&) = delete;
  UserSliceWriter& operator=(const UserSliceWriter&) = delete;

  /// How many bytes there is room for.
  size_t size() const { return size_; }
  /// Whether there is no room left.
  bool full() const { return size_ == 0; }
  /// How many bytes it has written.
  size_t done() const { return written_; }

  /// Writes \p value.
  ///
  /// \errors #EFAULT if there is no room for it, or the memory cannot be written.
  template <PlainData T>
  Result<void> write(const T& value) KERNEL_MAY_SLEEP {
    if (sizeof(T) > size_ || copy(&value, sizeof(T)) != sizeof(T)) [[unlikely]]
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
    if (wanted > size_ || copy(values.data(), wanted) != wanted) [[unlikely]]
      return EFAULT;
    return {};
  }

  /// Writes \p bytes as far as there is room, and returns how many: fewer also where the memory
  /// cannot be written.
  size_t write_some(std::span<const unsigned char> bytes) KERNEL_MAY_SLEEP {
    return copy(bytes.data(), bytes.size() < size_ ? bytes.size() : size_);
  }

  /// Writes the characters of \p text, without the zero byte.
  ///
  /// \errors #EFAULT if there is no room for them, or not all could be written.
  Result<void> write_str(CStr text) KERNEL_MAY_SLEEP { return write_slice(text.span()); }

 private:
  friend class UserSlice;
  UserSliceWriter(UserPtr address, size_t size) : address_(address.address()), size_(size) {}

  size_t copy(const void* from, size_t bytes) {
    size_t copied = bytes - cpp_helper_copy_to_user(UserPtr(address_).as_raw(), from, bytes);
    address_ += copied;
    size_ -= copied;
    written_ += copied;
    return copied;
  }

  unsigned long address_;
  size_t size_;
  size_t written_ = 0;
};

/// A piece of the memory of the current program, as the program names it: nothing is known of it,
/// and it may change at any time. It is read or written once, by what reader() or writer() give,
/// which use it up.
///
///     kernel::UserSlice slice(kernel::UserPtr(0x1000), 64);
///     kernel::UserSliceReader reader = std::move(slice).reader();
///     EXPECT_EQ(reader.size(), 64u);
///
/// Address and size may be anything: where the program has no memory, reading and writing give
/// #EFAULT. To write an answer over a request, reader_writer() gives both.
///
/// \context Any that runs for a task.
/// \wraps{linux/uaccess.h,core-api/kernel-api.html}
class UserSlice : NotThreadSafe {
 public:
  /// \p size bytes at \p address.
  UserSlice(UserPtr address, size_t size) : address_(address), size_(size) {}
  UserSlice(UserSlice&& other) : address_(other.address_), size_(std::exchange(other.size_, 0)) {}
  UserSlice& operator=(UserSlice&&) = delete;

  /// Its size in bytes.
  size_t size() const { return size_; }

  /// What reads it.
  UserSliceReader reader() && { return {address_, std::exchange(size_, 0)}; }
  /// What writes it.
  UserSliceWriter writer() && { return {address_, std::exchange(size_, 0)}; }

  /// What reads and what writes it, each from the front.
  struct ReaderWriter {
    UserSliceReader reader;  ///< of the request
    UserSliceWriter writer;  ///< for the answer
  };
  /// Both, for an answer in place of a request.
  ReaderWriter reader_writer() && {
    size_t size = std::exchange(size_, 0);
    return {{address_, size}, {address_, size}};
  }

 private:
  UserPtr address_;
  size_t size_;
};

}  // namespace kernel
