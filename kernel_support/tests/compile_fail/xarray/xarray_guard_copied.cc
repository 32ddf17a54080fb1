// SPDX-License-Identifier: GPL-2.0
// The lock would be released twice.
// misuse: Arrays and ids: the guard is copied: two would unlock
// rust: compile error: use after move (E0382)
// expect: error: use of deleted function .*Guard\(const kernel::XArray

#include <kernel/xarray.hpp>

using Array = kernel::XArray<kernel::KBox<long>>;

[[maybe_unused]] static void example(Array& array) {
  auto guard = array.lock();
#ifdef FAIL
  auto another = guard;
#else
  auto& another = guard;
#endif
  (void)another.empty();
}
