// SPDX-License-Identifier: GPL-2.0
// The string would be gone when it is used.
// misuse: Strings: a view of a string that is gone
// rust: compile error: dropped while borrowed (E0716)
// expect: error: use of deleted function .*operator kernel::CStr\(\) const

#include <kernel/str/cstring.hpp>

[[maybe_unused]] static kernel::Result<void> example(kernel::CStr (*use)(kernel::CStr)) {
#ifdef FAIL
  kernel::CStr view = TRY(kernel::CString::make("a", kernel::GFP_KERNEL));
  use(view);
  return {};
#else
  auto name = TRY(kernel::CString::make("a", kernel::GFP_KERNEL));
  kernel::CStr view = name;
  use(view);
  return {};
#endif
}
