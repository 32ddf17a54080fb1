// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What the kernel may do to find memory.

#include <bindings.hpp>

#include <kernel/thread_safety.hpp>

namespace kernel {
namespace alloc {

/// How an allocation may be made: whether it may sleep, where the memory may lie, how hard to try.
///
/// A set of flags; sets are joined with `|`. There is no default: each call that may allocate says
/// what it allows, so that nothing sleeps or fails behind the reader's back.
///
///     # #include <kernel/alloc/kvec.hpp>
///     # ---
///     # kernel::KVec<int> numbers;
///     constexpr kernel::alloc::Flags kQuiet = kernel::GFP_KERNEL | kernel::__GFP_NOWARN;
///     TRY(numbers.push(7, kQuiet));
///     EXPECT(kQuiet.contains(kernel::GFP_KERNEL));
///
/// \context Any.
/// \wraps{linux/gfp_types.h,core-api/memory-allocation.html}
class Flags {
 public:
  /// The flags of a C function's argument.
  static constexpr Flags from_raw(gfp_t value) { return Flags(value); }
  /// The flags as C functions take them.
  constexpr gfp_t as_raw() const { return value_; }

  /// Whether all of \p other are among them.
  constexpr bool contains(Flags other) const { return (value_ & other.value_) == other.value_; }

  /// All flags of both.
  friend constexpr Flags operator|(Flags left, Flags right) {
    return Flags(left.value_ | right.value_);
  }
  friend constexpr bool operator==(Flags, Flags) = default;

 private:
  constexpr explicit Flags(gfp_t value) : value_(value) {}

  gfp_t value_;
};

/// Flags that allow an allocation to sleep, such as #GFP_KERNEL, and all sets with them.
///
/// They are Flags for every function that takes these. Where nothing may sleep, under a spinlock
/// for instance, clang's analysis reports that one hands them over.
///
///     # #include <kernel/alloc/kvec.hpp>
///     # ---
///     # kernel::KVec<int> numbers;
///     constexpr kernel::alloc::SleepingFlags kQuiet = kernel::GFP_KERNEL | kernel::__GFP_NOWARN;
///     TRY(numbers.push(7, kQuiet));
///
/// \context Any; converting: may sleep, as what is done with the result does.
/// \wraps{linux/gfp_types.h,core-api/memory-allocation.html}
class SleepingFlags {
 public:
  /// The flags of a C function's argument.
  static constexpr SleepingFlags from_raw(gfp_t value) { return SleepingFlags(value); }
  /// The flags as C functions take them.
  constexpr gfp_t as_raw() const { return value_; }
  /// Whether all of \p other are among them.
  constexpr bool contains(SleepingFlags other) const {
    return (value_ & other.value_) == other.value_;
  }
  /// The same for a part.
  constexpr bool contains(Flags other) const { return (value_ & other.as_raw()) == other.as_raw(); }
  /// The same as Flags.
  // NOLINTNEXTLINE(google-explicit-constructor): they are Flags
  constexpr operator Flags() const KERNEL_MAY_SLEEP { return Flags::from_raw(value_); }

  /// All flags of both.
  friend constexpr SleepingFlags operator|(SleepingFlags left, Flags right) {
    return SleepingFlags(left.value_ | right.as_raw());
  }

  /// All flags of both.
  friend constexpr SleepingFlags operator|(Flags left, SleepingFlags right) { return right | left; }
  friend constexpr SleepingFlags operator|(SleepingFlags left, SleepingFlags right) {
    return SleepingFlags(left.value_ | right.value_);
  }
  friend constexpr bool operator==(SleepingFlags, SleepingFlags) = default;

 private:
  constexpr explicit SleepingFlags(gfp_t value) : value_(value) {}

  gfp_t value_;
};

}  // namespace alloc

/// \name Allocation flags
///
/// The first group are complete; one of them starts every set. The others are added with `|`.
/// \{
inline constexpr auto GFP_KERNEL =
    alloc::SleepingFlags::from_raw(bindings::GFP_KERNEL);  ///< may sleep
inline constexpr auto GFP_KERNEL_ACCOUNT = alloc::SleepingFlags::from_raw(
    bindings::GFP_KERNEL_ACCOUNT);  ///< may sleep; billed to the task's cgroup
inline constexpr auto GFP_ATOMIC =
    alloc::Flags::from_raw(bindings::GFP_ATOMIC);  ///< never sleeps; may use the reserves
inline constexpr auto GFP_NOWAIT =
    alloc::Flags::from_raw(bindings::GFP_NOWAIT);  ///< never sleeps; leaves the reserves alone
inline constexpr auto GFP_NOIO =
    alloc::SleepingFlags::from_raw(bindings::GFP_NOIO);  ///< may sleep, starts no disk access
inline constexpr auto GFP_NOFS =
    alloc::SleepingFlags::from_raw(bindings::GFP_NOFS);  ///< may sleep, calls no file system
inline constexpr auto GFP_USER = alloc::SleepingFlags::from_raw(
    bindings::GFP_USER);  ///< may sleep; for memory that user space maps

// NOLINTBEGIN(bugprone-reserved-identifier): the kernel's names
inline constexpr auto __GFP_ZERO =
    alloc::Flags::from_raw(bindings::__GFP_ZERO);  ///< filled with zeroes
inline constexpr auto __GFP_NOWARN =
    alloc::Flags::from_raw(bindings::__GFP_NOWARN);  ///< no message in the log on failure
inline constexpr auto __GFP_NORETRY =
    alloc::Flags::from_raw(bindings::__GFP_NORETRY);  ///< gives up early
inline constexpr auto __GFP_RETRY_MAYFAIL =
    alloc::Flags::from_raw(bindings::__GFP_RETRY_MAYFAIL);  ///< tries hard, without the OOM killer
inline constexpr auto __GFP_HIGHMEM =
    alloc::Flags::from_raw(bindings::__GFP_HIGHMEM);  ///< may lie in high memory (vmalloc)
inline constexpr auto __GFP_ACCOUNT =
    alloc::Flags::from_raw(bindings::__GFP_ACCOUNT);  ///< billed to the task's cgroup
inline constexpr auto __GFP_THISNODE =
    alloc::Flags::from_raw(bindings::__GFP_THISNODE);  ///< from the wanted NUMA node or not at all
// NOLINTEND(bugprone-reserved-identifier)
/// \}

}  // namespace kernel
