// SPDX-License-Identifier: GPL-2.0
// A view of a string is not the string.
// misuse: Strings: the owner's base is changed behind its back
// rust: no inheritance
// expect: error: cannot bind non-const lvalue reference of type .*CStr

#include <kernel/str/cstring.hpp>

[[maybe_unused]] static void example(kernel::CString& name, void (*change)(kernel::CStr&),
                                     void (*use)(kernel::CStr)) {
#ifdef FAIL
  change(name);
#else
  use(name);
#endif
}
