// SPDX-License-Identifier: GPL-2.0
// The text would end there.
// misuse: Printing: the text ends at a zero byte
// rust: allowed: the length is known
// expect: error: static assertion failed: a zero byte inside a format string would end the text

#include <kernel/print.hpp>

[[maybe_unused]] static void example(int number) {
#ifdef FAIL
  pr_info("{}\n\0lost\n", number);
#else
  pr_info("{}\nkept\n", number);
#endif
}
