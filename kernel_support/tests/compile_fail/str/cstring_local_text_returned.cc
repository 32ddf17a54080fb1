// SPDX-License-Identifier: GPL-2.0
// The string goes when the function returns.
// misuse: Strings: the text of a local string is returned
// rust: compile error: returns a reference to a local variable (E0515)
// expect: error: use of deleted function .*operator kernel::CStr\(\) const &&
// expect: the string goes at once: give it a name first

#include <kernel/str/cstring.hpp>

[[maybe_unused]] static kernel::CStr example(kernel::CString& lasting) {
#ifdef FAIL
  kernel::CString name = std::move(lasting);
  return name;
#else
  return lasting;
#endif
}
