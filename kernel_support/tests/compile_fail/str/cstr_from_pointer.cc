// SPDX-License-Identifier: GPL-2.0
// Where does it end, and who keeps it? from_raw() promises.
// misuse: Strings: a pointer to characters, which may end nowhere
// rust: unsafe code only: `from_char_ptr()`
// expect: error: could not convert .*text.* to .*kernel::CStr

#include <kernel/str.hpp>

[[maybe_unused]] static kernel::CStr example(const char* text) {
#ifdef FAIL
  return text;
#else
  return kernel::CStr::from_raw(text);
#endif
}
