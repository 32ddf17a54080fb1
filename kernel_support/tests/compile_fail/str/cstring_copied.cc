// SPDX-License-Identifier: GPL-2.0
// A copy may fail: make() says so.
// misuse: Strings: a copy whose allocation may fail unseen
// rust: compile error: use after move (E0382)
// expect: error: use of deleted function .*BasicCString

#include <kernel/str/cstring.hpp>

[[maybe_unused]] static kernel::Result<kernel::CString> example(const kernel::CString& name) {
#ifdef FAIL
  return kernel::CString(name);
#else
  return kernel::CString::make(name, kernel::GFP_KERNEL);
#endif
}
