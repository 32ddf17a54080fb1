// SPDX-License-Identifier: GPL-2.0
// Does a string end there? A char* does not tell, a CStr does.
// misuse: Printing: a pointer to characters that may not end
// rust: compile error: no `Display` (E0277)
// expect: error: static assertion failed: printk cannot show this argument \(Argument<type, number> above says which\)
// expect: Argument<char\*, 1>

#include <kernel/print.hpp>

[[maybe_unused]] static void example(char* text) {
#ifdef FAIL
  pr_info("{}\n", text);
#else
  pr_info("{}\n", kernel::CStr::from_raw(text));
#endif
}
