// SPDX-License-Identifier: GPL-2.0
// What a placeholder asks for stands behind a colon.
// expect: error: call to non-.constexpr. function .*mistake::placeholder_is_neither_empty_nor_begins_with_a_colon

#include <kernel/print.hpp>

[[maybe_unused]] static void example(unsigned int number) {
#ifdef FAIL
  pr_info("{x}\n", number);
#else
  pr_info("{:x}\n", number);
#endif
}
