// SPDX-License-Identifier: GPL-2.0
// The number would go back to an allocator that is gone.
// misuse: Arrays and ids: an id of an allocator that goes at once
// rust: the API has no ids that come back by themselves
// expect: error: use of deleted function .*IdAllocator::alloc

#include <kernel/ida.hpp>

[[maybe_unused]] static kernel::Result<u32> example() {
#ifdef FAIL
  auto id = TRY(kernel::IdAllocator().alloc(kernel::GFP_KERNEL));
#else
  kernel::IdAllocator ids;
  auto id = TRY(ids.alloc(kernel::GFP_KERNEL));
#endif
  return id.number();
}
