// SPDX-License-Identifier: GPL-2.0
// Others may be reading.
// misuse: Atomics: a value that was set once is changed while others read it
// rust: compile error: no `&mut` from `as_ref()` (E0594)
// expect: error: assignment of read-only location

#include <kernel/sync/set_once.hpp>

[[maybe_unused]] static int example(kernel::SetOnce<int>& speed) {
#ifdef FAIL
  *speed.as_ref() = 3;
#else
  (void)speed.populate(3);
#endif
  return *speed.as_ref();
}
