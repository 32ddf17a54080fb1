// SPDX-License-Identifier: GPL-2.0
// Building uses the slot up, and the call says so.
// misuse: Objects in place: two objects built in one slot
// rust: the API has no such call: an initializer runs once
// expect: error: passing .*Slot<int>.* as .this. argument discards qualifiers

#include <kernel/init.hpp>

[[maybe_unused]] static kernel::Placed<int> example(kernel::Slot<int> slot) {
#ifdef FAIL
  return slot.emplace(7);
#else
  return std::move(slot).emplace(7);
#endif
}
