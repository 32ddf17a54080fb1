// SPDX-License-Identifier: GPL-2.0
// A Result is not the value in it.
// misuse: Values and errors: a result is taken for the value in it
// rust: compile error: mismatched types (E0308)
// expect: error: cannot convert .*Result<int>.* to .*int

#include <kernel/result.hpp>

kernel::Result<int> half(int number);

[[maybe_unused]] static int example() {
#ifdef FAIL
  return half(42);
#else
  return half(42).value_or(0);
#endif
}
