// SPDX-License-Identifier: GPL-2.0
// The text would end there.
// expect: error: static assertion failed: a zero byte inside a format string would end the text

#include <kernel/print.hpp>

[[maybe_unused]] static void example(int number) {
#ifdef FAIL
  pr_debug("{}\n\0lost\n", number);
#else
  pr_debug("{}\nkept\n", number);
#endif
}
