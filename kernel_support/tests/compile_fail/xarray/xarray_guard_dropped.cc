// SPDX-License-Identifier: GPL-2.0
// Nothing would be locked.
// misuse: Arrays and ids: the guard is not kept
// rust: warning: unused guard (must_use)
// expect: error: .*lock.*the lock is released at once

#include <kernel/xarray.hpp>

using Array = kernel::XArray<kernel::KBox<long>>;

[[maybe_unused]] static bool example(Array& array) {
#ifdef FAIL
  array.lock();
  return true;
#else
  auto guard = array.lock();
  return guard.empty();
#endif
}
