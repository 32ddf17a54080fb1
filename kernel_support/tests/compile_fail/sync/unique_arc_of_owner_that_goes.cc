// SPDX-License-Identifier: GPL-2.0
// The object goes with its only owner.
// misuse: Shared objects: a reference out of a UniqueArc that goes at once
// rust: compile error: temporary value dropped while borrowed (E0716)
// expect: error: use of deleted function .*UniqueArc<T>::operator\*

#include <kernel/sync/arc.hpp>

[[maybe_unused]] static kernel::Result<int> example() {
#ifdef FAIL
  const int& number = *TRY(kernel::UniqueArc<int>::make(kernel::GFP_KERNEL, 7));
#else
  auto owner = TRY(kernel::UniqueArc<int>::make(kernel::GFP_KERNEL, 7));
  const int& number = *owner;
#endif
  return number;
}
