// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Pages that a module and programs share.

#include <helpers/vmalloc.h>

#include <bit>
#include <kernel/error.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/result.hpp>
#include <kernel/sync/access.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/barrier.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/optional_ref.hpp>
#include <kernel/types/plain_data.hpp>
#include <utility>

namespace kernel {

/// Whole pages, zero at first, that may be mapped into programs: VmaNew::map() does that.
///
///     auto pages = TRY(kernel::VmallocUser::make(100));
///     EXPECT(pages.size() >= 100);
///     TRY(pages.write(8, u32{7}));
///     EXPECT_EQ(TRY(pages.read<u32>(8)), 7u);
///     EXPECT(pages.read<u64>(pages.size() - 4).error() == kernel::EINVAL);   // over the end
///     auto ready = pages.atomic<u32>(64);
///     ready->store(1, kernel::Release);   // what was written before is seen by who sees this
///
/// A program that has them mapped changes them at any time, without a lock. So nothing in here is
/// called by reference, but for an Atomic: read() copies, and what was checked is what is used.
/// What several write at once is mixed, except a value of 1, 2, 4 or 8 bytes at a multiple of its
/// size, which is read and written as a whole.
///
/// Programs that have them mapped keep the pages, also when this object is gone: they see what is
/// there, and nobody else does. The pages are freed with the last mapping.
///
/// It can be moved and not copied. One that was moved from has no pages.
///
/// \context May sleep, also when it is destroyed; read(), write() and atomic() may be called in
/// any. \wraps{linux/vmalloc.h,core-api/mm-api.html}
class VmallocUser {
 public:
  /// As many pages as \p size bytes need.
  ///
  /// \errors #EINVAL if the size is zero; #ENOMEM, of which the kernel writes to its log.
  static Result<VmallocUser> make(size_t size) KERNEL_MAY_SLEEP {
    if (size == 0) return EINVAL;
    if (size > kGreatest) return ENOMEM;
    size_t whole = (size + bindings::PAGE_SIZE - 1) & ~(bindings::PAGE_SIZE - 1);
    void* pages = cpp_helper_vmalloc_user(whole);
    if (!pages) return ENOMEM;
    return VmallocUser(static_cast<unsigned char*>(pages), whole);
  }

  /// Takes the pages over; \p other has none then.
  VmallocUser(VmallocUser&& other)
      : pages_(std::exchange(other.pages_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  /// Gives its own pages back, and takes those of \p other over, which has none then.
  VmallocUser& operator=(VmallocUser&& other) KERNEL_MAY_SLEEP {
    VmallocUser taken(std::move(other));
    std::swap(pages_, taken.pages_);
    std::swap(size_, taken.size_);
    return *this;
  }
  /// Gives the pages back. Those that a program has mapped stay until it unmaps them.
  ~VmallocUser() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    if (pages_) bindings::vfree(pages_);
  }

  /// How many bytes the pages have.
  ///
  /// \context Any.
  size_t size() const { return size_; }

  /// A copy of the value at \p offset.
  ///
  /// \errors #EINVAL if it does not lie inside, or the offset is not a multiple of T's alignment.
  /// \context Any.
  template <PlainData T>
  Result<T> read(size_t offset) const {
    if (!holds<T>(offset)) [[unlikely]]
      return EINVAL;
    const unsigned char* place = pages_ + offset;
    if constexpr (kAtOnce<T>) {
      return READ_ONCE(*reinterpret_cast<const T*>(place));
    } else {
      alignas(T) unsigned char room[sizeof(T)];
      __builtin_memcpy(room, place, sizeof(T));
      barrier();  // it is not read again
      // SAFETY: any bytes are a T.
      return reinterpret_cast<T&>(room);
    }
  }

  /// Writes \p value at \p offset.
  ///
  /// \errors #EINVAL if there is no room for it, or the offset is not a multiple of T's alignment.
  /// \context Any.
  template <PlainData T>
  Result<void> write(size_t offset, const T& value) const {
    if (!holds<T>(offset)) [[unlikely]]
      return EINVAL;
    unsigned char* place = pages_ + offset;
    if constexpr (kAtOnce<T>) {
      WRITE_ONCE(*reinterpret_cast<T*>(place), value);
    } else {
      __builtin_memcpy(place, &value, sizeof(T));
      barrier();  // it is not put off
    }
    return {};
  }

  /// The number at \p offset, for both sides to change in order. None if it does not lie inside, or
  /// the offset is not a multiple of its size. A program may set it to anything.
  ///
  /// \context Any.
  template <PlainData T>
  OptionalRef<const Atomic<T>> atomic(size_t offset) const& KERNEL_LIFETIME_BOUND {
    static_assert(sizeof(Atomic<T>) == sizeof(T));
    if (!holds<T>(offset)) [[unlikely]]
      return {};
    // SAFETY: the pages hold it, and are there as long as this object.
    return OptionalRef<const Atomic<T>>::from_raw(
        reinterpret_cast<const Atomic<T>*>(pages_ + offset));
  }

  template <PlainData T>
  OptionalRef<const Atomic<T>> atomic(size_t) const&& = delete;  // the pages go: name them first

  /// The first page, for C functions.
  ///
  /// \safety The object must be there as long as the pointer is used.
  void* as_raw() const { return pages_; }

 private:
  static constexpr size_t kGreatest = ~size_t{0} / 2;
  template <typename T>
  static constexpr bool kAtOnce = std::has_single_bit(sizeof(T)) &&
                                  sizeof(T) <= 8 && std::alignment_of_v<T> == sizeof(T);

  VmallocUser(unsigned char* pages, size_t size) : pages_(pages), size_(size) {}

  template <typename T>
  bool holds(size_t offset) const {
    return offset % alignof(T) == 0 && offset <= size_ && sizeof(T) <= size_ - offset;
  }

  unsigned char* pages_;
  size_t size_;
};

}  // namespace kernel
