// SPDX-License-Identifier: GPL-2.0
// Nobody looks at what may have failed.
// misuse: Values and errors: the error of a call is not looked at
// rust: warning: unused `Result` (must_use)
// expect: error: ignoring returned value of type .*Result<void>.*this operation can fail: use TRY

#include <kernel/result.hpp>

kernel::Result<void> start();

[[maybe_unused]] static void example() {
#ifdef FAIL
  start();
#else
  if (start().is_err()) return;
#endif
}
