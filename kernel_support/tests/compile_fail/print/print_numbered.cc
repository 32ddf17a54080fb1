// SPDX-License-Identifier: GPL-2.0
// Placeholders are not numbered.
// expect: error: call to non-.constexpr. function .*mistake::placeholders_cannot_be_numbered_write_the_arguments_in_order

#include <kernel/print.hpp>

[[maybe_unused]] static void example(int number) {
#ifdef FAIL
  pr_info("{0}\n", number);
#else
  pr_info("{}\n", number);
#endif
}
