// SPDX-License-Identifier: GPL-2.0
// Not a literal: it may change, and it goes.
// misuse: Strings: a buffer is taken for a string that stays
// rust: compile error: mismatched types (E0308)
// expect: error: .*constant expression

#include <kernel/str.hpp>

[[maybe_unused]] static kernel::CStr example() {
#ifdef FAIL
  char buffer[3] = {'a', 'b', 0};
  return buffer;
#else
  return "ab";
#endif
}
