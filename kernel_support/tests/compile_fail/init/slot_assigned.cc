// SPDX-License-Identifier: GPL-2.0
// A slot belongs to the function that got it.
// misuse: Objects in place: room for an object kept by assignment
// rust: the API has no such object: PinInit is a closure
// expect: error: use of deleted function .*Slot<T>::operator=

#include <kernel/init.hpp>

[[maybe_unused]] static void example(kernel::Slot<int>& kept, kernel::Slot<int> slot) {
#ifdef FAIL
  kept = std::move(slot);
#else
  kernel::Slot<int> passed_on = std::move(slot);
  static_cast<void>(kept);
#endif
}
