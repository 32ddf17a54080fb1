// SPDX-License-Identifier: GPL-2.0
// -1 would be the largest number of all.
// misuse: Language: a signed number is compared with an unsigned one
// rust: compile error: mismatched types (E0308)
// expect: error: comparison of integer expressions of different signedness

#include <kernel/alloc/kvec.hpp>

[[maybe_unused]] static bool contains(const kernel::KVec<int>& numbers, int index) {
#ifdef FAIL
  return index < numbers.size();
#else
  return index >= 0 && static_cast<size_t>(index) < numbers.size();
#endif
}
