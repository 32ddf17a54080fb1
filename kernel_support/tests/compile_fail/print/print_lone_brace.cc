// SPDX-License-Identifier: GPL-2.0
// A brace that closes nothing.
// expect: error: call to non-.constexpr. function .*mistake::format_string_has_a_closing_brace_without_an_opening_one_write_two

#include <kernel/print.hpp>

[[maybe_unused]] static void example(int number) {
#ifdef FAIL
  pr_info("{} }\n", number);
#else
  pr_info("{} }}\n", number);
#endif
}
