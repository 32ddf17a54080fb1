// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Where memory comes from.

#include <helpers/nodemask.h>
#include <helpers/slab.h>
#include <helpers/vmalloc.h>

#include <concepts>
#include <kernel/alloc/flags.hpp>
#include <kernel/result.hpp>

namespace kernel {
namespace alloc {

/// A NUMA node: some of the machine's processors, with memory that is nearer to them than other is.
///
/// Where an allocation takes a node, it is a wish: if there is no memory left, it comes from
/// another node. Only with #__GFP_THISNODE the allocation fails instead.
///
///     # #include <kernel/alloc/kvec.hpp>
///     # ---
///     kernel::alloc::NumaNode node = TRY(kernel::alloc::NumaNode::make(0));
///     auto buffer = TRY(kernel::KVec<u64>::with_capacity(100, kernel::GFP_KERNEL, node));
///     EXPECT(buffer.capacity() >= 100);
///     EXPECT(kernel::alloc::NumaNode::make(-7).error() == kernel::EINVAL);
///
/// \invariant The machine can have such a node, or it is #NO_NODE.
/// \context Any.
/// \wraps{linux/nodemask.h,mm/numa.html}
class NumaNode {
 public:
  /// No wish: the kernel takes memory that is near to the processor that asks.
  static const NumaNode NO_NODE;

  /// The node number \p node.
  ///
  /// \errors #EINVAL if the machine cannot have one of that number.
  static Result<NumaNode> make(int node) {
    if (node < 0 || node >= static_cast<int>(bindings::MAX_NUMNODES)) return EINVAL;
    if (!cpp_helper_node_possible(node)) return EINVAL;
    return NumaNode(node);
  }

  /// The number as C functions take it.
  constexpr int as_raw() const { return node_; }

  friend constexpr bool operator==(NumaNode, NumaNode) = default;

 private:
  constexpr explicit NumaNode(int node) : node_(node) {}

  int node_;
};

inline constexpr NumaNode NumaNode::NO_NODE{bindings::NUMA_NO_NODE};

/// A source of memory: functions that belong to a type, so that an owner carries none of it around.
///
/// `allocate(size, align, flags)` returns `size` bytes, more than 0, or a null pointer;
/// `reallocate(memory, old_size, new_size, align, flags)` moves bytes to a block of another size,
/// or returns a null pointer and leaves the old block; where `memory` is null there is none yet,
/// and it allocates; `deallocate(memory)` takes a block back. Each block lies at a multiple of
/// `kMinAlign`, also where a smaller `align` is asked for.
template <typename A>
concept Allocator = requires(size_t size, void* memory, Flags flags) {
  { A::allocate(size, size, flags) } -> std::same_as<void*>;
  { A::reallocate(memory, size, size, size, flags) } -> std::same_as<void*>;
  { A::deallocate(memory) } -> std::same_as<void>;
  { A::kMinAlign } -> std::convertible_to<size_t>;
};

/// An allocator that can also take memory near a NUMA node, with
/// `allocate_node(size, align, flags, node)`: Kmalloc and KVmalloc.
template <typename A>
concept NodeAllocator = Allocator<A> && requires(size_t size, Flags flags, NumaNode node) {
  { A::allocate_node(size, size, flags, node) } -> std::same_as<void*>;
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
///     # #include <kernel/alloc/kbox.hpp>
///     # ---
///     using Number = kernel::Box<int, kernel::Kmalloc>;   // the same as KBox<int>
///     auto number = TRY(Number::make(kernel::GFP_KERNEL, 7));
///
///     void* memory = kernel::Kmalloc::allocate(100, 8, kernel::GFP_KERNEL);
///     if (!memory) return kernel::ENOMEM;
///     kernel::Kmalloc::deallocate(memory);   // by hand, what a box does by itself
///
/// \context As the flags say: GFP_KERNEL may sleep, GFP_ATOMIC and GFP_NOWAIT may be used anywhere.
/// \wraps{linux/slab.h,core-api/memory-allocation.html}
struct Kmalloc {
  /// What each block is aligned to at least.
  static constexpr size_t kMinAlign = bindings::ARCH_KMALLOC_MINALIGN;

  /// \p size bytes, or null.
  static void* allocate(size_t size, size_t align, alloc::Flags flags) {
    size_t wanted = alloc::detail::kmalloc_size(size, align);
    if (wanted > bindings::KMALLOC_MAX_SIZE) return nullptr;
    return cpp_helper_kmalloc(wanted, flags.as_raw());
  }

  /// The same, near the NUMA node \p node.
  static void* allocate_node(size_t size, size_t align, alloc::Flags flags, alloc::NumaNode node) {
    size_t wanted = alloc::detail::kmalloc_size(size, align);
    if (wanted > bindings::KMALLOC_MAX_SIZE) return nullptr;
    return cpp_helper_kmalloc_node(wanted, flags.as_raw(), node.as_raw());
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
///     # #include <kernel/alloc/kvec.hpp>
///     # ---
///     auto table = TRY(kernel::VVec<u64>::from_elem(0, 100'000, kernel::GFP_KERNEL));
///     EXPECT_EQ(table.size(), 100'000);
///
/// \context May sleep; flags that must not sleep are not allowed.
/// \wraps{linux/vmalloc.h,core-api/memory-allocation.html}
struct Vmalloc {
  /// What each block is aligned to at least.
  static constexpr size_t kMinAlign = bindings::PAGE_SIZE;

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
///     # #include <kernel/alloc/kvec.hpp>
///     # ---
///     # size_t count = 10;   // found at run time, small or large
///     auto table = TRY(kernel::KVVec<u64>::from_elem(0, count, kernel::GFP_KERNEL));
///     EXPECT_EQ(table.size(), count);
///
/// \context May sleep; flags that must not sleep are not allowed.
/// \wraps{linux/slab.h,core-api/memory-allocation.html}
struct KVmalloc {
  /// What each block is aligned to at least.
  static constexpr size_t kMinAlign = bindings::ARCH_KMALLOC_MINALIGN;

  /// \p size bytes, or null. Alignments above a page are not to be had: null.
  static void* allocate(size_t size, size_t align, alloc::Flags flags) {
    return allocate_node(size, align, flags, alloc::NumaNode::NO_NODE);
  }

  /// The same, near the NUMA node \p node.
  static void* allocate_node(size_t size, size_t align, alloc::Flags flags, alloc::NumaNode node) {
    size_t wanted = alloc::detail::kmalloc_size(size, align);
    if (align > bindings::PAGE_SIZE || wanted > alloc::detail::kMaxVirtual) return nullptr;
    return cpp_helper_kvmalloc_node(wanted, flags.as_raw(), node.as_raw());
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
