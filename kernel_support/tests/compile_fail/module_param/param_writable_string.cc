// SPDX-License-Identifier: GPL-2.0
// Writing to sysfs frees a string while it may be read.
// misuse: Modules and parameters: a text is read while sysfs frees it
// rust: the API has no such call: no strings
// expect: error: static assertion failed: a writable string can be freed while it is read: use with\(\)

#include <kernel/module_param.hpp>

MODULE_PARAM(whom, kernel::CStr, "world", 0644, "whom to greet");

[[maybe_unused]] static unsigned long example() {
#ifdef FAIL
  return whom.get().size();
#else
  return whom.with([](kernel::CStr text) { return text.size(); });
#endif
}
