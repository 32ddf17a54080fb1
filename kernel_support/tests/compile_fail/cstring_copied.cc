// SPDX-License-Identifier: GPL-2.0
// A copy may fail: make() says so.
// expect: error: use of deleted function .*BasicCString

#include <kernel/str/cstring.hpp>

[[maybe_unused]] static kernel::Result<kernel::CString> example(const kernel::CString& name) {
#ifdef FAIL
  return kernel::CString(name);
#else
  return kernel::CString::make(name, kernel::GFP_KERNEL);
#endif
}
