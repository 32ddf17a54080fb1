// SPDX-License-Identifier: GPL-2.0
#include <kernel/alloc/allocator.hpp>
#include <kernel/alloc/kbox.hpp>
#include <kernel/alloc/layout.hpp>
#include <kernel/ktap.hpp>
#include <kernel/xarray.hpp>

#include "failing_allocator.hpp"

using kernel::GFP_ATOMIC;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Kmalloc;
using kernel::KVmalloc;
using kernel::Vmalloc;
using kernel::alloc::ArrayLayout;
using kernel::alloc::Flags;
using kernel::alloc::NumaNode;

namespace {

static_assert(sizeof(NumaNode) == sizeof(int));
static_assert(kernel::alloc::NodeAllocator<Kmalloc> && kernel::alloc::NodeAllocator<KVmalloc>);
static_assert(!kernel::alloc::NodeAllocator<Vmalloc>);

// A set is a constant that no operation of integers applies to.
static_assert((GFP_KERNEL | kernel::__GFP_ZERO).contains(GFP_KERNEL));
static_assert((GFP_KERNEL | kernel::__GFP_ZERO).contains(kernel::__GFP_ZERO));
static_assert(!GFP_KERNEL.contains(GFP_KERNEL | kernel::__GFP_ZERO));
static_assert((GFP_ATOMIC | kernel::__GFP_NOWARN) == (kernel::__GFP_NOWARN | GFP_ATOMIC));
static_assert(Flags::from_raw(GFP_KERNEL.as_raw()) == GFP_KERNEL);
static_assert(!std::is_convertible_v<int, Flags> && !std::is_convertible_v<Flags, int>);
static_assert(kernel::GFP_KERNEL_ACCOUNT == (GFP_KERNEL | kernel::__GFP_ACCOUNT));

bool aligned(const void* memory, size_t align) {
  return reinterpret_cast<unsigned long>(memory) % align == 0;
}

// Blocks of several sizes, with the flags: each is there, aligned, and can be written.
template <typename A>
bool gives(Flags flags) {
  for (size_t size = 1; size <= 20'000; size = size * 3 + 1) {
    void* memory = A::allocate(size, 1, flags);
    if (!memory || !aligned(memory, A::kMinAlign)) return false;
    __builtin_memset(memory, 0x5a, size);
    A::deallocate(memory);
  }
  return true;
}

template <typename A>
bool gives_near(NumaNode node) {
  for (size_t size = 1; size <= 20'000; size = size * 3 + 1) {
    auto* memory = static_cast<unsigned char*>(
        A::allocate_node(size, 32, GFP_KERNEL | kernel::__GFP_ZERO, node));
    if (!memory || !aligned(memory, 32) || memory[size - 1] != 0) return false;
    A::deallocate(memory);
  }
  return true;
}

// A block grows and shrinks, and keeps its bytes.
template <typename A>
bool moves() {
  void* memory = nullptr;
  size_t old_size = 0;
  for (size_t size : {10, 1000, 20'000, 40}) {
    void* moved = A::reallocate(memory, old_size, size, 8, GFP_KERNEL);
    if (!moved) break;
    memory = moved;
    auto* bytes = static_cast<unsigned char*>(memory);
    if (old_size && (bytes[0] != 7 || bytes[9] != 8)) break;
    bytes[0] = 7;
    bytes[9] = 8;
    old_size = size;
  }
  // Too much, so the block stays as it is.
  bool kept = old_size == 40 && !A::reallocate(memory, old_size, 1UL << 40, 8, GFP_KERNEL) &&
              static_cast<unsigned char*>(memory)[9] == 8;
  A::deallocate(memory);
  A::deallocate(nullptr);
  return kept;
}

}  // namespace

TEST(every_set_of_flags_gives_memory) {
  EXPECT(gives<Kmalloc>(GFP_KERNEL));
  EXPECT(gives<Kmalloc>(GFP_ATOMIC));
  EXPECT(gives<Kmalloc>(kernel::GFP_NOWAIT | kernel::__GFP_NOWARN));
  EXPECT(gives<Kmalloc>(kernel::GFP_KERNEL_ACCOUNT));
  EXPECT(gives<Kmalloc>(kernel::GFP_NOIO | kernel::__GFP_NORETRY));
  EXPECT(gives<Kmalloc>(kernel::GFP_NOFS | kernel::__GFP_RETRY_MAYFAIL));
  EXPECT(gives<Vmalloc>(GFP_KERNEL | kernel::__GFP_HIGHMEM));
  EXPECT(gives<Vmalloc>(kernel::GFP_KERNEL_ACCOUNT));
  EXPECT(gives<KVmalloc>(kernel::GFP_USER));
}

TEST(blocks_keep_their_bytes) {
  EXPECT(moves<Kmalloc>());
  EXPECT(moves<Vmalloc>());
  EXPECT(moves<KVmalloc>());
}

TEST(nodes_are_checked) {
  EXPECT(NumaNode::make(0).is_ok());
  EXPECT_EQ(NumaNode::make(0).value().as_raw(), 0);
  EXPECT_EQ(NumaNode::make(-1).error(), kernel::EINVAL);
  EXPECT_EQ(NumaNode::make(1 << 30).error(), kernel::EINVAL);
  EXPECT_EQ(NumaNode::make(bindings::MAX_NUMNODES).error(), kernel::EINVAL);
  // The guest has one node.
  EXPECT_EQ(NumaNode::make(bindings::MAX_NUMNODES - 1).is_err(), bindings::MAX_NUMNODES > 1);
  EXPECT(!(NumaNode::make(0).value() == NumaNode::NO_NODE));
}

TEST(nodes_give_memory) {
  NumaNode node = NumaNode::make(0).value();
  EXPECT(gives_near<Kmalloc>(node));
  EXPECT(gives_near<KVmalloc>(node));
  EXPECT(gives_near<Kmalloc>(NumaNode::NO_NODE));
  void* memory = Kmalloc::allocate_node(100, 8, GFP_KERNEL | kernel::__GFP_THISNODE, node);
  EXPECT(memory != nullptr);
  Kmalloc::deallocate(memory);
  EXPECT(!Kmalloc::allocate_node(1UL << 40, 8, GFP_KERNEL, node));
  EXPECT(!KVmalloc::allocate_node(1UL << 40, 8, GFP_KERNEL, node));
}

TEST(layouts_know_their_size) {
  auto layout = ArrayLayout<int>::make(10);
  REQUIRE(layout.is_ok());
  EXPECT_EQ(layout.value().count(), 10UL);
  EXPECT_EQ(layout.value().size(), 40UL);
  EXPECT_EQ(ArrayLayout<int>::align(), alignof(int));
  EXPECT_EQ(ArrayLayout<int>::make(ArrayLayout<int>::kMax + 1).error(), kernel::EOVERFLOW);
  EXPECT(ArrayLayout<int>::make(ArrayLayout<int>::kMax).is_ok());
}

TEST(small_objects_are_aligned_for_c) {
  static_assert(kernel::ForeignOwnable<KBox<char>>::kAlign == Kmalloc::kMinAlign);
  static_assert(kernel::ForeignOwnable<kernel::VBox<char>>::kAlign == Vmalloc::kMinAlign);
  struct alignas(512) Wide {
    char byte;
  };
  static_assert(kernel::ForeignOwnable<KBox<Wide>>::kAlign == 512);
  kernel::XArray<KBox<char>> letters(kernel::xarray::AllocKind::kAlloc);
  auto guard = letters.lock();
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    auto box = KBox<char>::make(GFP_ATOMIC, letter);
    REQUIRE(box.is_ok());
    auto index = guard.alloc(std::move(box).value(), GFP_ATOMIC);
    REQUIRE(index.is_ok());
    EXPECT_EQ(*guard.get(index.value()), letter);
  }
}

KTAP_MODULE(alloc_test, every_set_of_flags_gives_memory, blocks_keep_their_bytes, nodes_are_checked,
            nodes_give_memory, layouts_know_their_size, small_objects_are_aligned_for_c);
