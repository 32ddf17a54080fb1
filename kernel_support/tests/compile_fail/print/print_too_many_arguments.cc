// SPDX-License-Identifier: GPL-2.0
// More arguments than placeholders.
// misuse: Printing: more values than placeholders
// rust: compile error
// expect: error: call to non-.constexpr. function .*mistake::format_string_has_fewer_placeholders_than_there_are_arguments

#include <kernel/print.hpp>

[[maybe_unused]] static void example(int number) {
#ifdef FAIL
  pr_info("{}\n", number, number);
#else
  pr_info("{} {}\n", number, number);
#endif
}
