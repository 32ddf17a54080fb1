// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// An allocator for tests: it fails when it is told to, and knows what was not given back.

#include <kernel/alloc/allocator.hpp>

namespace kernel::testing {

/// Takes memory from Base, fails the call that fail_at() names, and keeps a ledger of the blocks
/// that are out.
///
///     EXPECT_EQ(for_each_failure<FailingAllocator>([&] {
///       Vec<int, FailingAllocator> numbers;
///       bool ok = numbers.push(1, GFP_KERNEL).is_ok();
///       EXPECT_EQ(ok, !FailingAllocator::failed());
///     }), 1U);                                       // one allocation, made to fail once
///     EXPECT(FailingAllocator::clean());             // nothing leaked, nothing freed twice
///
/// Fresh memory is filled with 0xa5, memory that is given back with 0x6b, so that reading either
/// shows. The counters belong to the type: tests of one module run one after the other.
template <alloc::Allocator Base>
class FailingAllocatorOver {
 public:
  static constexpr size_t kMinAlign = Base::kMinAlign;

  /// Lets the \p call th call from now fail, once; 1 is the next one, 0 lets none fail.
  static void fail_at(size_t call) {
    fail_at_ = call;
    calls_ = 0;
    failed_ = false;
  }
  /// Whether that call came, and failed.
  static bool failed() { return failed_; }
  /// The number of calls that allocate since fail_at() or reset(), failed ones included.
  static size_t calls() { return calls_; }

  /// The number of blocks that are out.
  static size_t live() { return live_; }
  /// Their size in bytes, as it was asked for.
  static size_t live_bytes() {
    size_t bytes = 0;
    for (size_t i = 0; i < live_; ++i) bytes += blocks_[i].size;
    return bytes;
  }
  /// The number of wrong calls: giving back what is not out, a wrong old size, a size of 0, an
  /// alignment that is no power of two.
  static size_t mistakes() { return mistakes_; }
  /// Whether nothing is out and nothing was wrong.
  static bool clean() { return live_ == 0 && mistakes_ == 0; }
  /// The flags of the last call.
  static alloc::Flags last_flags() { return last_flags_; }
  /// The node that the last call named.
  static alloc::NumaNode last_node() { return last_node_; }

  /// Forgets everything: for the start of a test, after one that failed.
  static void reset() {
    fail_at(0);
    live_ = 0;
    mistakes_ = 0;
  }

  static void* allocate(size_t size, size_t align, alloc::Flags flags) {
    last_node_ = alloc::NumaNode::NO_NODE;
    if (!begin(size, align, flags)) return nullptr;
    return note(Base::allocate(size, align, flags), size, align, flags);
  }

  static void* allocate_node(size_t size, size_t align, alloc::Flags flags,
                             alloc::NumaNode node) requires alloc::NodeAllocator<Base> {
    last_node_ = node;
    if (!begin(size, align, flags)) return nullptr;
    return note(Base::allocate_node(size, align, flags, node), size, align, flags);
  }

  static void* reallocate(void* memory, size_t old_size, size_t new_size, size_t align,
                          alloc::Flags flags) {
    if (memory && (find(memory) == kNone || blocks_[find(memory)].size != old_size)) ++mistakes_;
    void* moved = allocate(new_size, align, flags);
    if (!moved || !memory) return moved;
    __builtin_memcpy(moved, memory, old_size < new_size ? old_size : new_size);
    deallocate(memory);
    return moved;
  }

  static void deallocate(void* memory) {
    if (!memory) return;
    size_t index = find(memory);
    if (index == kNone) {
      ++mistakes_;  // giving it back could destroy somebody else's memory
      return;
    }
    __builtin_memset(memory, 0x6b, blocks_[index].size);
    blocks_[index] = blocks_[--live_];
    Base::deallocate(memory);
  }

 private:
  struct Block {
    void* memory;
    size_t size;
  };
  static constexpr size_t kMaxLive = 1024;
  static constexpr size_t kNone = ~size_t{0};

  /// Counts a call; whether it may go on.
  static bool begin(size_t size, size_t align, alloc::Flags flags) {
    if (size == 0 || align == 0 || (align & (align - 1)) != 0) {
      ++mistakes_;
      return false;
    }
    last_flags_ = flags;
    if (++calls_ == fail_at_) {
      failed_ = true;
      return false;
    }
    return live_ < kMaxLive;
  }

  static void* note(void* memory, size_t size, size_t align, alloc::Flags flags) {
    if (!memory) return nullptr;
    auto address = reinterpret_cast<unsigned long>(memory);
    if (address % align || address % kMinAlign) ++mistakes_;
    if (!flags.contains(__GFP_ZERO)) __builtin_memset(memory, 0xa5, size);
    blocks_[live_++] = {memory, size};
    return memory;
  }

  static size_t find(void* memory) {
    for (size_t i = live_; i-- > 0;)
      if (blocks_[i].memory == memory) return i;
    return kNone;
  }

  static inline constinit Block blocks_[kMaxLive] = {};
  static inline constinit size_t live_ = 0;
  static inline constinit size_t mistakes_ = 0;
  static inline constinit size_t calls_ = 0;
  static inline constinit size_t fail_at_ = 0;
  static inline constinit bool failed_ = false;
  static inline constinit alloc::Flags last_flags_ = GFP_KERNEL;
  static inline constinit alloc::NumaNode last_node_ = alloc::NumaNode::NO_NODE;
};

/// Kmalloc that can be made to fail.
using FailingAllocator = FailingAllocatorOver<Kmalloc>;

/// Calls \p function again and again: with the first allocation failing, with the second, and so
/// on, until it runs without one that failed. Returns how many were made to fail.
template <typename A, typename Function>
size_t for_each_failure(Function&& function) {
  constexpr size_t enough = 1000;
  for (size_t failing = 1; failing <= enough; ++failing) {
    A::fail_at(failing);
    function();
    bool failed = A::failed();
    A::fail_at(0);
    if (!failed) return failing - 1;
  }
  return enough;
}

}  // namespace kernel::testing
