// SPDX-License-Identifier: GPL-2.0
// The string goes when the function returns.
// misuse: Strings: the characters of a local string are returned
// rust: compile error: returns a reference to a local variable (E0515)
// expect: address of stack memory associated with local variable 'name' returned
// by: lint

#include <kernel/str/cstring.hpp>

[[maybe_unused]] static std::span<char> example(kernel::CString& lasting) {
#ifdef FAIL
  kernel::CString name = std::move(lasting);
  return name.span();
#else
  return lasting.span();
#endif
}
