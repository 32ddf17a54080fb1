// SPDX-License-Identifier: GPL-2.0
// The same in a function that returns nothing.
// expect: error: return-statement with a value, in function returning .*void

#include <kernel/result.hpp>

kernel::Result<void> start();

[[maybe_unused]] static void example() {
#ifdef FAIL
  TRY(start());
#else
  (void)start().is_ok();
#endif
}
