// SPDX-License-Identifier: GPL-2.0
// More placeholders than arguments.
// misuse: Printing: more placeholders than values
// rust: compile error
// expect: error: call to non-.constexpr. function .*mistake::format_string_has_more_placeholders_than_there_are_arguments

#include <kernel/print.hpp>

[[maybe_unused]] static void example(int number) {
#ifdef FAIL
  pr_info("{} {}\n", number);
#else
  pr_info("{}\n", number);
#endif
}
