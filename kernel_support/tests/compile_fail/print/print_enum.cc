// SPDX-License-Identifier: GPL-2.0
// An enum has no text by itself.
// expect: error: static assertion failed: printk cannot show this argument \(Argument<type, number> above says which\)
// expect: Argument<Colour, 1>

#include <kernel/print.hpp>

enum class Colour { kRed };

[[maybe_unused]] static void example(Colour colour) {
#ifdef FAIL
  pr_info("{}\n", colour);
#else
  pr_info("{}\n", static_cast<int>(colour));
#endif
}
