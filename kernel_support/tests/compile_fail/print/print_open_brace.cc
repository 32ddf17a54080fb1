// SPDX-License-Identifier: GPL-2.0
// A brace that nothing closes.
// expect: error: call to non-.constexpr. function .*mistake::format_string_has_a_brace_that_is_not_closed

#include <kernel/print.hpp>

[[maybe_unused]] static void example(int number) {
#ifdef FAIL
  pr_info("{\n", number);
#else
  pr_info("{}\n", number);
#endif
}
