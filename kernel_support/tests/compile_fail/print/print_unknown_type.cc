// SPDX-License-Identifier: GPL-2.0
// A type that printk does not know: the message names the type and the argument.
// misuse: Printing: a type without a text
// rust: compile error: no `Display` (E0277)
// expect: error: static assertion failed: printk cannot show this argument \(Argument<type, number> above says which\)
// expect: Argument<Temperature, 2>

#include <kernel/print.hpp>

struct Temperature {
  int celsius;
};

[[maybe_unused]] static void example(int number, Temperature temperature) {
#ifdef FAIL
  pr_info("{} {}\n", number, temperature);
#else
  pr_info("{} {}\n", number, temperature.celsius);
#endif
}
