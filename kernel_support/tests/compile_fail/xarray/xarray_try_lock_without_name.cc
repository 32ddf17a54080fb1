// SPDX-License-Identifier: GPL-2.0
// The guard would be gone, and the lock with it, before the block begins.
// misuse: Arrays and ids: `if (array.try_lock())` without a name for the guard
// rust: same as here: a guard that nobody names is dropped at once, unless `if let` keeps it
// expect: error: use of deleted function .*operator bool\(\) const &&

#include <kernel/xarray.hpp>

using Array = kernel::XArray<kernel::KBox<long>>;

[[maybe_unused]] static bool example(const Array& array) {
#ifdef FAIL
  if (array.try_lock()) return true;
#else
  if (auto guard = array.try_lock()) return guard->empty();
#endif
  return false;
}
