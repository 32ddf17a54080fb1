// SPDX-License-Identifier: GPL-2.0
// An address of the kernel is not for the log, except as a hash.
// misuse: Printing: an address of the kernel is shown
// rust: compile error for `{}`; `{:p}` shows it
// expect: error: static assertion failed: printk cannot show this argument \(Argument<type, number> above says which\)
// expect: Argument<int\*, 1>

#include <kernel/print.hpp>

[[maybe_unused]] static void example(int* pointer) {
#ifdef FAIL
  pr_info("{}\n", pointer);
#else
  pr_info("{}\n", static_cast<void*>(pointer));
#endif
}
