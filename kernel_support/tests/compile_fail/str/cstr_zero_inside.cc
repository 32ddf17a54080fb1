// SPDX-License-Identifier: GPL-2.0
// What stands behind a zero byte is lost.
// misuse: Strings: a zero byte in the middle
// rust: compile error
// expect: error: .*string_has_a_zero_byte_inside

#include <kernel/str.hpp>

[[maybe_unused]] static kernel::CStr example() {
#ifdef FAIL
  return "a\0b";
#else
  return "ab";
#endif
}
