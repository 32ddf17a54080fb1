// SPDX-License-Identifier: GPL-2.0
// Success is not 0.
// misuse: Values and errors: 0 is returned for success
// rust: compile error: mismatched types (E0308)
// expect: error: could not convert .*0.* from .*int.* to .*Result<void>

#include <kernel/result.hpp>

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  return 0;
#else
  return {};
#endif
}
