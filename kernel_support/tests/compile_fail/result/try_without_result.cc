// SPDX-License-Identifier: GPL-2.0
// TRY returns an Error, so the function around must be able to.
// misuse: Values and errors: an error is passed on by a function that returns none
// rust: compile error: `?` in such a function (E0277)
// expect: error: cannot convert .*kernel::Error.* to .*int.* in return

#include <kernel/result.hpp>

kernel::Result<int> half(int number);

[[maybe_unused]] static int example() {
#ifdef FAIL
  int halved = TRY(half(42));
  return halved;
#else
  return half(42).value_or(0);
#endif
}
