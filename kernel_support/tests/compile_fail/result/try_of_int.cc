// SPDX-License-Identifier: GPL-2.0
// TRY takes a Result, not what a C function returns.
// misuse: Values and errors: the int of a C function is passed on as if it were a result
// rust: compile error: `?` on an i32 (E0277)
// expect: error: request for member .*is_err.* which is of non-class type .*int

#include <kernel/result.hpp>

int start();

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  TRY(start());
  return {};
#else
  TRY(kernel::to_result(start()));
  return {};
#endif
}
