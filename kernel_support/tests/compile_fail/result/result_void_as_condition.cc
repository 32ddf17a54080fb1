// SPDX-License-Identifier: GPL-2.0
// In C the same condition is true when the call has failed.
// misuse: Values and errors: a result as a condition, as C tests for failure
// rust: compile error: expected `bool` (E0308)
// expect: error: use of deleted function .*operator bool\(\) const
// expect: ask is_ok\(\)

#include <kernel/result.hpp>

kernel::Result<void> start();

[[maybe_unused]] static int example() {
#ifdef FAIL
  if (start()) return -1;
#else
  if (start().is_err()) return -1;
#endif
  return 0;
}
