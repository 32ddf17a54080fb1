// SPDX-License-Identifier: GPL-2.0
// A kernel stack has 16 KiB, and nobody would notice.
// misuse: Language: an array on the stack whose length comes from outside
// rust: compile error: not a constant (E0435)
// expect: error: .*variable length array

#include <kernel/alloc/kvec.hpp>

[[maybe_unused]] static kernel::Result<int> first(size_t count) {
#ifdef FAIL
  int numbers[count];
  numbers[0] = 1;
#else
  auto numbers = TRY(kernel::KVec<int>::from_elem(1, count, kernel::GFP_KERNEL));
#endif
  return numbers[0];
}
