// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Where memory comes from.

#include <helpers/slab.h>
#include <helpers/vmalloc.h>

#include <concepts>
#include <kernel/alloc/flags.hpp>

namespace kernel {
namespace alloc {

/// A source of memory: functions that belong to a type, so that an owner carries none of it around.
///
/// `allocate(size, align, flags)` returns `size` bytes, more than 0, or a null pointer;
/// `reallocate(memory, old_size, new_size, align, flags)` moves bytes to a block of another size,
/// or returns a null pointer and leaves the old block; `deallocate(memory)` takes a block back.
template <typename A>
concept Allocator = requires(size_t size, void* memory, Flags flags) {
  { A::allocate(size, size, flags) } -> std::same_as<void*>;
  { A::reallocate(memory, size, size, size, flags) } -> std::same_as<void*>;
  { A::deallocate(memory) } -> std::same_as<void>;
};

namespace detail {

/// The size to ask kmalloc for: it aligns to no more than the greatest power of two that it is
/// asked for as a size.
constexpr size_t kmalloc_size(size_t size, size_t align) {
  if (align <= bindings::ARCH_KMALLOC_MINALIGN) return size;
  size_t rounded = align;
  while (rounded < size) rounded *= 2;
  return rounded;
}

/// The kernel warns of larger sizes, as no sane caller wants them.
inline constexpr size_t kMaxVirtual = 0x7fffffff;

/// NUMA_NO_NODE
inline constexpr int kAnyNode = -1;

/// reallocate() of an allocator that has none of its own.
template <typename A>
void* reallocate_by_copy(void* memory, size_t old_size, size_t new_size, size_t align,
                         Flags flags) {
  void* moved = A::allocate(new_size, align, flags);
  if (!moved) return nullptr;
  if (memory) {
    __builtin_memcpy(moved, memory, old_size < new_size ? old_size : new_size);
    A::deallocate(memory);
  }
  return moved;
}

}  // namespace detail
}  // namespace alloc

/// Memory that is contiguous for hardware too, up to a few megabytes: the usual choice.
///
/// An impossible size fails without a warning in the log.
///
/// \context As the flags say: GFP_KERNEL may sleep, GFP_ATOMIC and GFP_NOWAIT may be used anywhere.
/// \wraps{linux/slab.h,core-api/memory-allocation.html}
struct Kmalloc {
  /// \p size bytes, or null.
  static void* allocate(size_t size, size_t align, alloc::Flags flags) {
    size_t wanted = alloc::detail::kmalloc_size(size, align);
    if (wanted > bindings::KMALLOC_MAX_SIZE) return nullptr;
    return cpp_helper_kmalloc(wanted, flags.as_raw());
  }

  /// The same, near the NUMA node \p node.
  static void* allocate_node(size_t size, size_t align, alloc::Flags flags, int node) {
    size_t wanted = alloc::detail::kmalloc_size(size, align);
    if (wanted > bindings::KMALLOC_MAX_SIZE) return nullptr;
    return cpp_helper_kmalloc_node(wanted, flags.as_raw(), node);
  }

  /// Moves \p memory, which may be null, to a block of another size, or returns null.
  static void* reallocate(void* memory, size_t, size_t new_size, size_t align, alloc::Flags flags) {
    size_t wanted = alloc::detail::kmalloc_size(new_size, align);
    if (wanted > bindings::KMALLOC_MAX_SIZE) return nullptr;
    return cpp_helper_krealloc(memory, wanted, flags.as_raw());
  }

  /// Takes a block back.
  static void deallocate(void* memory) { bindings::kfree(memory); }
};

/// Memory that is contiguous only for the processor's eyes, in whole pages: for large buffers.
///
/// \context May sleep; flags that must not sleep are not allowed.
/// \wraps{linux/vmalloc.h,core-api/memory-allocation.html}
struct Vmalloc {
  /// \p size bytes, or null. Alignments above a page are not to be had: null.
  static void* allocate(size_t size, size_t align, alloc::Flags flags) {
    if (align > bindings::PAGE_SIZE || size > alloc::detail::kMaxVirtual) return nullptr;
    return cpp_helper___vmalloc(size, flags.as_raw());
  }

  /// Moves \p memory, which may be null, to a block of another size, or returns null.
  static void* reallocate(void* memory, size_t old_size, size_t new_size, size_t align,
                          alloc::Flags flags) {
    return alloc::detail::reallocate_by_copy<Vmalloc>(memory, old_size, new_size, align, flags);
  }

  /// Takes a block back.
  static void deallocate(void* memory) { bindings::vfree(memory); }
};

/// Kmalloc where it can, Vmalloc where the size is too large for it: for arrays of any size.
///
/// \context May sleep; flags that must not sleep are not allowed.
/// \wraps{linux/slab.h,core-api/memory-allocation.html}
struct KVmalloc {
  /// \p size bytes, or null. Alignments above a page are not to be had: null.
  static void* allocate(size_t size, size_t align, alloc::Flags flags) {
    return allocate_node(size, align, flags, alloc::detail::kAnyNode);
  }

  /// The same, near the NUMA node \p node.
  static void* allocate_node(size_t size, size_t align, alloc::Flags flags, int node) {
    size_t wanted = alloc::detail::kmalloc_size(size, align);
    if (align > bindings::PAGE_SIZE || wanted > alloc::detail::kMaxVirtual) return nullptr;
    return cpp_helper_kvmalloc_node(wanted, flags.as_raw(), node);
  }

  /// Moves \p memory, which may be null, to a block of another size, or returns null.
  static void* reallocate(void* memory, size_t old_size, size_t new_size, size_t align,
                          alloc::Flags flags) {
    return alloc::detail::reallocate_by_copy<KVmalloc>(memory, old_size, new_size, align, flags);
  }

  /// Takes a block back.
  static void deallocate(void* memory) { bindings::kvfree(memory); }
};

}  // namespace kernel
