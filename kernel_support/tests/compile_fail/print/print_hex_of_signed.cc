// SPDX-License-Identifier: GPL-2.0
// Hexadecimal is for unsigned numbers: what would -1 be? The message names the argument.
// expect: error: call to non-.constexpr. function .*mistake::this_placeholder_does_not_fit_its_argument.*argument = 2

#include <kernel/print.hpp>

[[maybe_unused]] static void example(int number) {
#ifdef FAIL
  pr_info("{} {:x}\n", number, number);
#else
  pr_info("{} {:x}\n", number, static_cast<unsigned int>(number));
#endif
}
