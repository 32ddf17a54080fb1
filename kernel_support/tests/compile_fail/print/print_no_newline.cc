// SPDX-License-Identifier: GPL-2.0
// A line of the log ends with a newline.
// misuse: Printing: the end of the line is missing
// rust: not caught
// expect: error: call to non-.constexpr. function .*mistake::format_string_must_end_with_a_newline

#include <kernel/print.hpp>

[[maybe_unused]] static void example(int number) {
#ifdef FAIL
  pr_info("{}", number);
#else
  pr_info("{}\n", number);
#endif
}
