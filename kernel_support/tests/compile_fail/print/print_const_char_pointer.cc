// SPDX-License-Identifier: GPL-2.0
// The same for a const one.
// expect: error: static assertion failed: printk cannot show this argument \(Argument<type, number> above says which\)
// expect: Argument<const char\*, 1>

#include <kernel/print.hpp>

[[maybe_unused]] static void example(const char* text) {
#ifdef FAIL
  pr_info("{}\n", text);
#else
  pr_info("{}\n", kernel::CStr::from_raw(text));
#endif
}
