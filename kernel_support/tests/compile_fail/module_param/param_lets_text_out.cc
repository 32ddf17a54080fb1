// SPDX-License-Identifier: GPL-2.0
// Writing the parameter frees the text.
// misuse: Modules and parameters: the text of a writable parameter that with() lets out
// rust: the API has no such call
// expect: error: static assertion failed: the text is freed when the parameter is written

#include <kernel/module_param.hpp>

MODULE_PARAM(label, kernel::CStr, "none", 0644, "what the device is called");

[[maybe_unused]] static size_t example() {
#ifdef FAIL
  return label.with([](kernel::CStr text) { return text; }).size();
#else
  return label.with([](kernel::CStr text) { return text.size(); });
#endif
}
