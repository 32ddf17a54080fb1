// SPDX-License-Identifier: GPL-2.0
// It stays in its block.
// expect: error: use of deleted function .*Guard\(const kernel::XArray

#include <kernel/xarray.hpp>

using Array = kernel::XArray<kernel::KBox<long>>;

[[maybe_unused]] static void example(Array& array) {
  auto guard = array.lock();
#ifdef FAIL
  auto moved = std::move(guard);
#else
  auto& moved = guard;
#endif
  (void)moved.empty();
}
