// SPDX-License-Identifier: GPL-2.0
// Whatever may allocate says how.
// misuse: Vectors: an allocation that does not say whether it may sleep
// rust: compile error: an argument is missing (E0061)
// expect: error: no matching function for call to .*push

#include <kernel/alloc/kvec.hpp>

[[maybe_unused]] static kernel::Result<void> example(kernel::KVec<int>& numbers) {
#ifdef FAIL
  return numbers.push(1);
#else
  return numbers.push(1, kernel::GFP_KERNEL);
#endif
}
