// SPDX-License-Identifier: GPL-2.0
// What was built belongs to whoever gave the slot.
// misuse: Objects in place: an object that was built in place kept by assignment
// rust: the API has no such object: PinInit is a closure
// expect: error: use of deleted function .*Placed<.*operator=

#include <kernel/init.hpp>

[[maybe_unused]] static kernel::Placed<int> example(kernel::Placed<int>& kept,
                                                    kernel::Placed<int> placed) {
#ifdef FAIL
  kept = std::move(placed);
#else
  *kept = *placed;
#endif
  return placed;
}
