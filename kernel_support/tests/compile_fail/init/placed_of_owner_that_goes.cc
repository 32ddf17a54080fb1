// SPDX-License-Identifier: GPL-2.0
// The object is destroyed with the Placed.
// misuse: Objects in place: a reference into an object that goes at once
// rust: the API has no such object: PinInit is a closure
// expect: error: use of deleted function .*Placed<.*operator\*

#include <kernel/init.hpp>

[[maybe_unused]] static kernel::Result<kernel::Placed<int>> example(kernel::Slot<int> slot) {
#ifdef FAIL
  const int& number = *std::move(slot).emplace(7);
  return number == 7 ? kernel::EINVAL : kernel::EIO;
#else
  auto placed = std::move(slot).emplace(7);
  const int& number = *placed;
  if (number != 7) return kernel::EIO;
  return placed;
#endif
}
