// SPDX-License-Identifier: GPL-2.0
// The ids that are out know where it is.
// misuse: Arrays and ids: the allocator moves away from the ids that are out
// rust: no counterpart; `Ida` would be pinned
// expect: error: use of deleted function .*IdAllocator

#include <kernel/ida.hpp>

[[maybe_unused]] static void example(kernel::IdAllocator& ids) {
#ifdef FAIL
  kernel::IdAllocator moved = std::move(ids);
  (void)moved.empty();
#else
  kernel::IdAllocator& same = ids;
  (void)same.empty();
#endif
}
