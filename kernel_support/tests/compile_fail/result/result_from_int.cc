// SPDX-License-Identifier: GPL-2.0
// An error is not an int: C would return -12 here.
// misuse: Values and errors: a negative number is returned for an error
// rust: compile error: mismatched types (E0308)
// expect: error: could not convert .*-12.* from .*int.* to .*Result<void>

#include <kernel/result.hpp>

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  return -12;
#else
  return kernel::ENOMEM;
#endif
}
