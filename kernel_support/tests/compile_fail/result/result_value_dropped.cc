// SPDX-License-Identifier: GPL-2.0
// The same for an operation that gives a value.
// misuse: Values and errors: the value of a call that may fail is not looked at
// rust: warning: unused `Result` (must_use)
// expect: error: ignoring returned value of type .*Result<int>.*use TRY

#include <kernel/result.hpp>

kernel::Result<int> half(int number);

[[maybe_unused]] static void example() {
#ifdef FAIL
  half(42);
#else
  (void)half(42).is_ok();
#endif
}
