// SPDX-License-Identifier: GPL-2.0
// The characters go with their string, at the end of the statement.
// misuse: Strings: a part of a string without a name
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: use of deleted function .*operator->\(\) const &&
// expect: the string goes at once: give it a name first

#include <kernel/str/cstring.hpp>

[[maybe_unused]] static kernel::Result<void> example(void (*use)(kernel::CStr)) {
#ifdef FAIL
  use(TRY(kernel::CString::make("queue", kernel::GFP_KERNEL))->substr(1));
#else
  auto name = TRY(kernel::CString::make("queue", kernel::GFP_KERNEL));
  use(name->substr(1));
#endif
  return {};
}
