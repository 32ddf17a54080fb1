// SPDX-License-Identifier: GPL-2.0
// It may be the last owner.
// misuse: Shared objects: a borrow of an Arc that goes at once
// rust: compile error: temporary value dropped while borrowed (E0716)
// expect: error: use of deleted function .*Arc<T>::borrow

#include <kernel/sync/arc.hpp>

[[maybe_unused]] static kernel::Result<int> example() {
#ifdef FAIL
  kernel::ArcBorrow<int> number = TRY(kernel::Arc<int>::make(kernel::GFP_KERNEL, 7)).borrow();
#else
  auto owner = TRY(kernel::Arc<int>::make(kernel::GFP_KERNEL, 7));
  kernel::ArcBorrow<int> number = owner.borrow();
#endif
  return *number;
}
