// SPDX-License-Identifier: GPL-2.0
// One sign too few.
// misuse: Language: an assignment in the place of a comparison
// rust: compile error: mismatched types (E0308)
// expect: error: suggest parentheses around assignment used as truth value

#include <kernel/result.hpp>

[[maybe_unused]] static bool is_three(int number) {
#ifdef FAIL
  if (number = 3) return true;
#else
  if (number == 3) return true;
#endif
  return false;
}
