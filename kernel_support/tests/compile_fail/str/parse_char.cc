// SPDX-License-Identifier: GPL-2.0
// A char is a character, not a number.
// misuse: Strings: a number is read into a character
// rust: compile error: no `ParseInt` for char
// expect: error: no matching function for call to .*parse<char>

#include <kernel/str/parse_int.hpp>

[[maybe_unused]] static kernel::Result<int> example(kernel::CStr text) {
#ifdef FAIL
  return kernel::parse<char>(text).transform([](char c) { return int(c); });
#else
  return kernel::parse<signed char>(text).transform([](signed char c) { return int(c); });
#endif
}
