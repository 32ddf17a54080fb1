// SPDX-License-Identifier: GPL-2.0
// Vmalloc cannot choose a node.
// expect: error: no matching function for call to .*with_capacity
// expect: NodeAllocator<.*Vmalloc

#include <kernel/alloc/kvec.hpp>

[[maybe_unused]] static kernel::Result<void> example(kernel::alloc::NumaNode node) {
#ifdef FAIL
  auto numbers = TRY(kernel::VVec<int>::with_capacity(100, kernel::GFP_KERNEL, node));
#else
  auto numbers = TRY(kernel::KVVec<int>::with_capacity(100, kernel::GFP_KERNEL, node));
#endif
  return numbers.push(1, kernel::GFP_KERNEL);
}
