// SPDX-License-Identifier: GPL-2.0
// A Result is asked first.
// misuse: Printing: a result is printed unasked
// rust: compile error: no `Display` (E0277)
// expect: error: static assertion failed: printk cannot show this argument \(Argument<type, number> above says which\)
// expect: Argument<kernel::Result<int>, 1>|Argument<kernel::Result<int> ?, 1>

#include <kernel/print.hpp>
#include <kernel/result.hpp>

kernel::Result<int> half(int number);

[[maybe_unused]] static void example() {
#ifdef FAIL
  pr_info("{}\n", half(42));
#else
  pr_info("{}\n", half(42).value_or(0));
#endif
}
