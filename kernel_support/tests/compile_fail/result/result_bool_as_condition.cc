// SPDX-License-Identifier: GPL-2.0
// It would ask whether there is a value, where the value is meant.
// misuse: Values and errors: a result with a bool taken for the bool
// rust: compile error: expected `bool` (E0308)
// expect: error: use of deleted function .*operator bool\(\) const
// expect: ask is_ok\(\)

#include <kernel/result.hpp>

kernel::Result<bool> is_ready();

[[maybe_unused]] static kernel::Result<int> example() {
#ifdef FAIL
  if (is_ready()) return 1;
#else
  bool ready = TRY(is_ready());
  if (ready) return 1;
#endif
  return 0;
}
