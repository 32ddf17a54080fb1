// SPDX-License-Identifier: GPL-2.0
// The kernel does not check the number of a node.
// expect: error: no matching function for call to .*with_capacity

#include <kernel/alloc/kvec.hpp>

[[maybe_unused]] static kernel::Result<void> example(int number) {
#ifdef FAIL
  auto numbers = TRY(kernel::KVec<int>::with_capacity(100, kernel::GFP_KERNEL, number));
#else
  auto node = TRY(kernel::alloc::NumaNode::make(number));
  auto numbers = TRY(kernel::KVec<int>::with_capacity(100, kernel::GFP_KERNEL, node));
#endif
  return numbers.push(1, kernel::GFP_KERNEL);
}
