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
/// The number comes back when the Id goes out of scope. An allocator locks itself, so it may be
/// shared by reference to const, in an Arc for instance. It is neither copied nor moved.
///
/// It must outlive the ids it handed out: as a member, it stands above them, and who has an Id of
/// an allocator in an Arc keeps an Arc, above the Id. An allocator that goes while numbers are out
/// is a bug that stops the thread with an oops.
///
///     # #include <kernel/sync/arc.hpp>
///     class Session {
///      public:
///       static kernel::Result<Session> make(kernel::Arc<kernel::IdAllocator> ids) {
///         auto id = TRY(ids->alloc(kernel::GFP_KERNEL));
///         return Session(std::move(ids), std::move(id));
///       }
///       u32 number() const { return id_.number(); }
///
///      private:
///       Session(kernel::Arc<kernel::IdAllocator> ids, kernel::Id id)
///           : ids_(std::move(ids)), id_(std::move(id)) {}
///       kernel::Arc<kernel::IdAllocator> ids_;   // goes after
///       kernel::Id id_;                          // what is of it
///     };
///     # ---
///
///     auto ids = TRY(kernel::Arc<kernel::IdAllocator>::make(kernel::GFP_KERNEL));
///     auto session = TRY(Session::make(std::move(ids)));
///     EXPECT_EQ(session.number(), 0);
///
/// To find an object by its number, use an XArray instead.
///
/// \context Making: any. Destroying: any. The lock inside is one that interrupt handlers may take.
/// \wraps{linux/idr.h,core-api/idr.html}
class IdAllocator {
 public:
  /// All numbers are free.
  IdAllocator() { cpp_helper_ida_init(ida_.as_raw()); }

  ~IdAllocator() {
    // Without a number it has no memory, either.
    if (!empty()) bug("an IdAllocator goes before its numbers: let it outlive each Id");
  }

  /// A number from 0 to 2147483647 (`INT_MAX`).
  ///
  /// \context As \p flags say: GFP_KERNEL may sleep; with GFP_ATOMIC or GFP_NOWAIT, any.
  /// \errors #ENOMEM; #ENOSPC if no number is free.
  Result<Id> alloc(alloc::Flags flags) const&;
  Result<Id> alloc(alloc::Flags) const&& = delete;  // it goes before the Id

  /// A number from \p min to 2147483647.
  ///
  /// \context As for alloc().
  /// \errors #ENOMEM; #ENOSPC if no number is free there.
  Result<Id> alloc_min(u32 min, alloc::Flags flags) const&;
  Result<Id> alloc_min(u32, alloc::Flags) const&& = delete;  // it goes before the Id

  /// A number from 0 to \p max, which is included.
  ///
  /// \context As for alloc().
  /// \errors #ENOMEM; #ENOSPC if no number is free there.
  Result<Id> alloc_max(u32 max, alloc::Flags flags) const&;
  Result<Id> alloc_max(u32, alloc::Flags) const&& = delete;  // it goes before the Id

  /// A number from \p min to \p max, which is included.
  ///
  /// \context As for alloc().
  /// \errors #ENOMEM; #ENOSPC if no number is free there, or \p min is greater than \p max or than
  /// 2147483647.
  Result<Id> alloc_range(u32 min, u32 max, alloc::Flags flags) const&;
  Result<Id> alloc_range(u32, u32, alloc::Flags) const&& = delete;  // it goes before the Id

  /// Takes all numbers back at once, for those that C code or into_raw() has.
  ///
  /// \safety No Id may be there, as it would give back the number of somebody else.
  void take_back_all() { bindings::ida_destroy(ida_.as_raw()); }

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
  /// Takes the number of \p other, which is empty then, and gives its own back.
  Id& operator=(Id&& other) {
    Id taken(std::move(other));
    std::swap(allocator_, taken.allocator_);
    std::swap(number_, taken.number_);
    return *this;
  }
  ~Id() { free(); }

  /// The number.
  u32 number() const { return number_; }

  /// The number, which stays out.
  ///
  /// \safety Before the allocator goes, it must be handed to from_raw() again, or come back with
  /// IdAllocator::take_back_all().
  u32 into_raw() && {
    allocator_ = nullptr;
    return number_;
  }

  /// Takes a number over.
  ///
  /// \safety It must come from into_raw(), or from C code, be out in \p allocator, and nobody else
  /// may own it.
  static Id from_raw(const IdAllocator& allocator, u32 number) { return {allocator, number}; }

 private:
  Id(const IdAllocator& allocator, u32 number) : allocator_(&allocator), number_(number) {
    // The compiler need not check for null at the end.
    if (!allocator_) __builtin_unreachable();
  }

  void free() {
    if (allocator_) bindings::ida_free(allocator_->as_raw(), number_);
  }

  const IdAllocator* allocator_;
  u32 number_;
};

inline Result<Id> IdAllocator::alloc(alloc::Flags flags) const& {
  return alloc_range(0, ~0U, flags);
}

inline Result<Id> IdAllocator::alloc_min(u32 min, alloc::Flags flags) const& {
  return alloc_range(min, ~0U, flags);
}

inline Result<Id> IdAllocator::alloc_max(u32 max, alloc::Flags flags) const& {
  return alloc_range(0, max, flags);
}

inline Result<Id> IdAllocator::alloc_range(u32 min, u32 max, alloc::Flags flags) const& {
  int number = bindings::ida_alloc_range(ida_.as_raw(), min, max, flags.as_raw());
  if (number < 0) return Error::from_errno(number);
  // SAFETY: the number was handed out just now.
  return Id::from_raw(*this, static_cast<u32>(number));
}

}  // namespace kernel
