// SPDX-License-Identifier: GPL-2.0
// A string of C ends with a zero byte.
// misuse: Strings: the zero byte at the end is missing
// rust: compile error in `c_str!`, an error of `from_bytes_with_nul()`
// expect: error: .*has_no_zero_byte_at_its_end

#include <kernel/str.hpp>

static constexpr char kWithout[] = {'a', 'b'};
static constexpr char kWith[] = {'a', 'b', 0};

[[maybe_unused]] static kernel::CStr example() {
#ifdef FAIL
  return kWithout;
#else
  return kWith;
#endif
}
