// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Pieces of a program's address space.

#include <helpers/mm.h>

#include <kernel/mm/vmalloc_user.hpp>
#include <kernel/types/not_thread_safe.hpp>

namespace kernel {

namespace detail {
/// For an area whose pages are all put there at once: where there is none, the program gets SIGBUS.
/// Without operations the kernel would take the area for memory of the program's own.
inline constinit const ::vm_operations_struct kNoPageOnDemand = {};
}  // namespace detail

/// An area of a program's addresses that is being made, as `mmap()` of a file gets it: always a
/// reference to a `struct vm_area_struct`. What pages it shows, and what the program may do with
/// it, is to be said now.
///
///     # #include <kernel/miscdevice.hpp>
///     // A file that programs map and do not change.
///     class Clock {
///      public:
///       explicit Clock(kernel::VmallocUser pages) : pages_(std::move(pages)) {}
///
///       kernel::Result<void> mmap(const kernel::File&, kernel::VmaNew& area) const {
///         TRY(area.try_clear_maywrite());
///         TRY(area.try_clear_mayexec());
///         return area.map(pages_);
///       }
///
///      private:
///       kernel::VmallocUser pages_;
///     };
///     # ---
///
///     auto pages = TRY(kernel::VmallocUser::make(1));
///     auto device = TRY(kernel::MiscDeviceRegistration<Clock>::make(
///         kernel::GFP_KERNEL, {.name = "cpp_clock", .mode = 0444}, std::move(pages)));
///
/// Rights can only be taken away. The kernel has looked at the file's already: who has not opened
/// it to write may not write to a shared area.
///
/// An address of the area at which there is no page gives the program SIGBUS. The area cannot grow
/// later (`mremap()`) once pages were mapped. It holds the file open, and so the module in.
///
/// \context In mmap(), which may sleep. There the lock of the program's addresses is held
/// (`mmap_lock`), which whoever copies from or to a program may take: so mmap() takes no lock under
/// which anybody uses a UserSliceReader, a UserSliceWriter or their like, nor uses one itself.
/// \wraps{linux/mm_types.h,mm/process_addrs.html}
class VmaNew : NotThreadSafe {
 public:
  VmaNew() = delete;
  VmaNew(const VmaNew&) = delete;
  VmaNew& operator=(const VmaNew&) = delete;

  /// The area that C code calls \p vma.
  ///
  /// \safety It must be a new one, of a file whose mmap() is running, as long as the reference is
  /// used.
  static VmaNew& from_raw(::vm_area_struct* vma) { return *reinterpret_cast<VmaNew*>(vma); }

  /// The first address, in the program.
  unsigned long start() const { return cpp_helper_vma_start(as_raw()); }
  /// The first address behind it.
  unsigned long end() const { return cpp_helper_vma_end(as_raw()); }
  /// How many bytes it has: whole pages, one at least.
  size_t size() const { return end() - start(); }
  /// Where in the file the program wants it to begin, in bytes: a multiple of a page, and any such
  /// number.
  u64 offset() const { return u64{cpp_helper_vma_pgoff(as_raw())} << bindings::PAGE_SHIFT; }

  /// Whether others shall see what the program writes here (`MAP_SHARED`).
  bool is_shared() const { return flags() & bindings::VM_MAYSHARE; }
  /// Whether the program asks to read.
  bool readable() const { return flags() & bindings::VM_READ; }
  /// Whether the program asks to write. In an area that is not shared it writes to a copy.
  bool writable() const { return flags() & bindings::VM_WRITE; }
  /// Whether the program asks to run code here.
  bool executable() const { return flags() & bindings::VM_EXEC; }
  /// Whether the program could ask for it later (`mprotect()`).
  bool may_read() const { return flags() & bindings::VM_MAYREAD; }
  /// Whether the program could ask to write later.
  bool may_write() const { return flags() & bindings::VM_MAYWRITE; }
  /// Whether the program could ask to run code later.
  bool may_exec() const { return flags() & bindings::VM_MAYEXEC; }

  /// Lets the program not read, now and later.
  ///
  /// \errors #EINVAL if it asks for that now.
  Result<void> try_clear_mayread() { return try_clear(bindings::VM_READ, bindings::VM_MAYREAD); }
  /// Lets the program not write, now and later; nor to a copy.
  ///
  /// \errors #EINVAL if it asks for that now.
  Result<void> try_clear_maywrite() { return try_clear(bindings::VM_WRITE, bindings::VM_MAYWRITE); }
  /// Lets the program not run code here, now and later.
  ///
  /// \errors #EINVAL if it asks for that now.
  Result<void> try_clear_mayexec() { return try_clear(bindings::VM_EXEC, bindings::VM_MAYEXEC); }

  /// A child of fork() does not get the area.
  void set_dontcopy() { set(bindings::VM_DONTCOPY); }
  /// The area is left out when the memory of a program that crashed is saved.
  void set_dontdump() { set(bindings::VM_DONTDUMP); }
  /// The area cannot grow.
  void set_dontexpand() { set(bindings::VM_DONTEXPAND); }

  /// Fills the area with \p pages, from offset() of them on.
  ///
  /// \errors #EINVAL if the area wants more than that, #EBUSY if it is filled already, #ENOMEM:
  /// then mmap() must fail, too.
  Result<void> map(const VmallocUser& pages) KERNEL_MAY_SLEEP { return map(pages, offset()); }
  /// Fills the area with \p pages, from \p offset in them on, whatever the program says: for a file
  /// that has several buffers.
  ///
  /// \errors As above; #EINVAL also if the offset is not a multiple of a page.
  // NOLINTNEXTLINE(readability-make-member-function-const): it changes the area
  Result<void> map(const VmallocUser& pages, u64 offset) KERNEL_MAY_SLEEP {
    if (offset % bindings::PAGE_SIZE || offset >= pages.size() ||
        size() > pages.size() - static_cast<size_t>(offset))
      return EINVAL;
    return to_result(bindings::remap_vmalloc_range(
        as_raw(), pages.as_raw(), static_cast<unsigned long>(offset >> bindings::PAGE_SHIFT)));
  }

  /// The C object, for C functions.
  ///
  /// \safety What they do to it must suit a new area of this file.
  ::vm_area_struct* as_raw() const {
    return reinterpret_cast<::vm_area_struct*>(const_cast<VmaNew*>(this));
  }

 private:
  unsigned long flags() const { return cpp_helper_vma_flags(as_raw()); }
  // NOLINTNEXTLINE(readability-make-member-function-const): it changes the area
  void set(unsigned long flags) { cpp_helper_vm_flags_set(as_raw(), flags); }
  // NOLINTNEXTLINE(readability-make-member-function-const): it changes the area
  Result<void> try_clear(unsigned long asked, unsigned long may) {
    if (flags() & asked) return EINVAL;
    cpp_helper_vm_flags_clear(as_raw(), may);
    return {};
  }
};

}  // namespace kernel
