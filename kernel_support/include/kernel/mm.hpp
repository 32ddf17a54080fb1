// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The memory of programs, as a whole.

#include <helpers/mm.h>

#include <kernel/types/aref.hpp>

namespace kernel {

/// The memory of a program, its address space, with its pages in it: always a reference to a
/// `struct mm_struct` that has users, whom the kernel counts. An ARef is one; the last one who goes
/// takes the pages down.
///
///     # #include <kernel/task.hpp>
///     # ---
///     const kernel::CurrentTask me = kernel::current();
///     if (auto memory = me.mm()) {   // a thread of the kernel has none
///       EXPECT(memory->rss() > 0);
///       EXPECT(memory->vm_size() >= memory->rss());
///     }
///
/// \context Any. Giving one back (dec_ref()): may sleep.
/// \wraps{linux/mm_types.h,mm/index.html}
class MmWithUser {
 public:
  MmWithUser() = delete;
  MmWithUser(const MmWithUser&) = delete;
  MmWithUser& operator=(const MmWithUser&) = delete;

  /// \name Counting, for ARef
  /// \{

  /// One user more.
  static void inc_ref(const MmWithUser& mm) { cpp_helper_mmget(mm.as_raw()); }
  /// One user less. \context May sleep, when the last one goes.
  static void dec_ref(const MmWithUser& mm) { bindings::mmput(mm.as_raw()); }
  /// \}

  /// The memory that C code calls \p mm.
  ///
  /// \safety It must have users as long as the reference is used.
  static const MmWithUser& from_raw(::mm_struct* mm) {
    return *reinterpret_cast<const MmWithUser*>(mm);
  }

  /// How many bytes the program can address: `VmSize` of `/proc/PID/status`.
  unsigned long vm_size() const { return cpp_helper_mm_total_vm(as_raw()) * bindings::PAGE_SIZE; }
  /// How many bytes of it are in memory now: `VmRSS`. Not exact: the kernel counts on each
  /// processor and adds up now and then.
  unsigned long rss() const { return cpp_helper_mm_rss(as_raw()) * bindings::PAGE_SIZE; }

  /// The C object, for C functions.
  ///
  /// \safety Somebody must use it as long as the pointer does.
  ::mm_struct* as_raw() const {
    return reinterpret_cast<::mm_struct*>(const_cast<MmWithUser*>(this));
  }
};

}  // namespace kernel
