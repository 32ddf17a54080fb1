// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Small numbers that are handed out and taken back.

#include <helpers/idr.h>

#include <kernel/alloc/flags.hpp>
#include <kernel/result.hpp>
#include <kernel/types/opaque.hpp>
#include <utility>

namespace kernel {

class Id;

/// Hands out numbers, always the smallest that is free: minor numbers, instance numbers, handles.
///
///     kernel::IdAllocator ids;
///     kernel::Id id = TRY(ids.alloc_max(255, kernel::GFP_KERNEL));
///     EXPECT_EQ(id.number(), 0);
///     pr_info("this is disk {}\n", id.number());
///
/// The number comes back when the Id goes out of scope. An allocator locks itself, and is neither
/// copied nor moved; it must outlive the ids it handed out: as a member, it stands above them.
///
/// To find an object by its number, use an XArray instead.
///
/// \context Making: any. Destroying: any. The lock inside is one that interrupt handlers may take.
/// \wraps{linux/idr.h,core-api/idr.html}
class IdAllocator {
 public:
  /// All numbers are free.
  IdAllocator() { cpp_helper_ida_init(ida_.as_raw()); }

  /// Numbers that are still out are forgotten.
  ~IdAllocator() { bindings::ida_destroy(ida_.as_raw()); }

  /// A number from 0 to 2147483647 (`INT_MAX`).
  ///
  /// \context As \p flags say: GFP_KERNEL may sleep; with GFP_ATOMIC or GFP_NOWAIT, any.
  /// \errors #ENOMEM; #ENOSPC if no number is free.
  Result<Id> alloc(alloc::Flags flags);

  /// A number from \p min to 2147483647.
  ///
  /// \context As for alloc().
  /// \errors #ENOMEM; #ENOSPC if no number is free there.
  Result<Id> alloc_min(u32 min, alloc::Flags flags);

  /// A number from 0 to \p max, which is included.
  ///
  /// \context As for alloc().
  /// \errors #ENOMEM; #ENOSPC if no number is free there.
  Result<Id> alloc_max(u32 max, alloc::Flags flags);

  /// A number from \p min to \p max, which is included.
  ///
  /// \context As for alloc().
  /// \errors #ENOMEM; #ENOSPC if no number is free there, or \p min is greater than \p max or than
  /// 2147483647.
  Result<Id> alloc_range(u32 min, u32 max, alloc::Flags flags);

  /// Whether no number is out.
  bool empty() const { return cpp_helper_ida_is_empty(ida_.as_raw()); }

  /// The allocator, for C functions.
  ///
  /// \safety Only numbers that C code itself took may be given back through it.
  ida* as_raw() const { return ida_.as_raw(); }

 private:
  Opaque<ida> ida_;
};

/// A number that an IdAllocator handed out, and that goes back to it at the end.
///
/// It can be moved and not copied; one that was moved from is empty and must not be used any more
/// but to be destroyed or assigned to.
///
/// \invariant The allocator lives, and the number is out and belongs to nobody else;
/// or the allocator is null after a move.
/// \context Any.
class [[nodiscard]] Id {
 public:
  /// Takes the number over; \p other is empty then.
  Id(Id&& other) : allocator_(other.allocator_), number_(other.number_) {
    other.allocator_ = nullptr;
  }
  /// Gives its own number back and takes that of \p other, which is empty then.
  Id& operator=(Id&& other) {
    if (this != &other) {
      free();
      allocator_ = other.allocator_;
      number_ = other.number_;
      other.allocator_ = nullptr;
    }
    return *this;
  }
  ~Id() { free(); }

  /// The number.
  u32 number() const { return number_; }

  /// The number, which stays out.
  ///
  /// \safety To come back before the allocator goes, it must be handed to from_raw() again.
  u32 into_raw() && {
    allocator_ = nullptr;
    return number_;
  }

  /// Takes a number over.
  ///
  /// \safety It must come from into_raw(), or from C code, be out in \p allocator, and nobody else
  /// may own it.
  static Id from_raw(IdAllocator& allocator, u32 number) { return {allocator, number}; }

 private:
  Id(IdAllocator& allocator, u32 number) : allocator_(&allocator), number_(number) {
    // The compiler need not check for null at the end.
    if (!allocator_) __builtin_unreachable();
  }

  void free() {
    if (allocator_) bindings::ida_free(allocator_->as_raw(), number_);
  }

  IdAllocator* allocator_;
  u32 number_;
};

inline Result<Id> IdAllocator::alloc(alloc::Flags flags) { return alloc_range(0, ~0U, flags); }

inline Result<Id> IdAllocator::alloc_min(u32 min, alloc::Flags flags) {
  return alloc_range(min, ~0U, flags);
}

inline Result<Id> IdAllocator::alloc_max(u32 max, alloc::Flags flags) {
  return alloc_range(0, max, flags);
}

inline Result<Id> IdAllocator::alloc_range(u32 min, u32 max, alloc::Flags flags) {
  int number = bindings::ida_alloc_range(ida_.as_raw(), min, max, flags.as_raw());
  if (number < 0) return Error::from_errno(number);
  // SAFETY: the number was handed out just now.
  return Id::from_raw(*this, static_cast<u32>(number));
}

}  // namespace kernel
