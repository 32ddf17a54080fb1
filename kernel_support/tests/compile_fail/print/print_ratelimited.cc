// SPDX-License-Identifier: GPL-2.0
// Every way to print checks.
// expect: error: call to non-.constexpr. function .*mistake::format_string_has_more_placeholders_than_there_are_arguments

#include <kernel/print.hpp>

[[maybe_unused]] static void example(int number) {
#ifdef FAIL
  pr_err_ratelimited("{}\n");
#else
  pr_err_ratelimited("{}\n", number);
#endif
}
