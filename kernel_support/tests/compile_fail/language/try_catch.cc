// SPDX-License-Identifier: GPL-2.0
// Nor is there anything to catch.
// expect: error: exception handling disabled
// expect: note: a kernel module cannot use exceptions: return a kernel::Result and pass errors on with TRY

#include <kernel/print.hpp>

[[maybe_unused]] static void example() {
#ifdef FAIL
  try {
    pr_info("trying\n");
  } catch (int) {
  }
#else
  pr_info("trying\n");
#endif
}
