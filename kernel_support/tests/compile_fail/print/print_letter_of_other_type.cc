// SPDX-License-Identifier: GPL-2.0
// A letter that is not for the type.
// misuse: Printing: the conversion does not fit the type of the value
// rust: compile error: unknown format, or trait missing
// expect: error: call to non-.constexpr. function .*mistake::this_placeholder_does_not_fit_its_argument.*argument = 1

#include <kernel/print.hpp>

[[maybe_unused]] static void example(int number) {
#ifdef FAIL
  pr_info("{:s}\n", number);
#else
  pr_info("{:d}\n", number);
#endif
}
