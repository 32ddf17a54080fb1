// SPDX-License-Identifier: GPL-2.0
// The object would be destroyed at once.
// misuse: Objects in place: what was built in place is forgotten
// rust: unsafe code only
// expect: error: ignoring returned value of type .*Placed<int>.*return it to whoever gave the slot

#include <kernel/init.hpp>

#ifdef FAIL
[[maybe_unused]] static kernel::Result<void> example(kernel::Slot<int> slot) {
  std::move(slot).emplace(7);
  return {};
}
#else
[[maybe_unused]] static kernel::Result<kernel::Placed<int>> example(kernel::Slot<int> slot) {
  return std::move(slot).emplace(7);
}
#endif
