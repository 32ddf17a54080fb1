// SPDX-License-Identifier: GPL-2.0
// It would go back at once.
// misuse: Arrays and ids: an id goes back before it is used
// rust: no counterpart
// expect: error: ignoring returned value of type .*Result<kernel::Id>

#include <kernel/ida.hpp>

[[maybe_unused]] static kernel::Result<u32> example(kernel::IdAllocator& ids) {
#ifdef FAIL
  ids.alloc(kernel::GFP_KERNEL);
  return 0U;
#else
  auto id = TRY(ids.alloc(kernel::GFP_KERNEL));
  return id.number();
#endif
}
