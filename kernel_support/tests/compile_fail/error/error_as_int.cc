// SPDX-License-Identifier: GPL-2.0
// An Error is not a number by itself.
// misuse: Values and errors: an error is used as a number
// rust: compile error: mismatched types (E0308)
// expect: error: cannot convert .*Error.* to .*int

#include <kernel/error.hpp>

[[maybe_unused]] static int example() {
#ifdef FAIL
  return kernel::ENOMEM;
#else
  return kernel::ENOMEM.to_errno();
#endif
}
