// SPDX-License-Identifier: GPL-2.0
// An element is there as long as the lock is held.
// misuse: Arrays and ids: an element is used after the lock was given back
// rust: compile error: dropped while borrowed (E0716)
// expect: error: use of deleted function .*Guard::get

#include <kernel/xarray.hpp>

using Array = kernel::XArray<kernel::KBox<long>>;

[[maybe_unused]] static long example(Array& array) {
#ifdef FAIL
  auto found = array.lock().get(7);
  return *found;
#else
  auto guard = array.lock();
  auto found = guard.get(7);
  return *found;
#endif
}
