// SPDX-License-Identifier: GPL-2.0
// Nothing follows the letter.
// expect: error: call to non-.constexpr. function .*mistake::placeholder_has_something_after_its_type_letter

#include <kernel/print.hpp>

[[maybe_unused]] static void example(int number) {
#ifdef FAIL
  pr_info("{:dd}\n", number);
#else
  pr_info("{:d}\n", number);
#endif
}
