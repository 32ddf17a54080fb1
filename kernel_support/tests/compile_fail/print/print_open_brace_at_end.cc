// SPDX-License-Identifier: GPL-2.0
// The same where the text ends.
// expect: error: call to non-.constexpr. function .*mistake::format_string_has_a_brace_that_is_not_closed

#include <kernel/print.hpp>

[[maybe_unused]] static void example(int number) {
#ifdef FAIL
  pr_info("{:5", number);
#else
  pr_info("{:5}\n", number);
#endif
}
