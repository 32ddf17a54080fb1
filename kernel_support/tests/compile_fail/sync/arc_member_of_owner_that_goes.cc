// SPDX-License-Identifier: GPL-2.0
// It may be the last owner.
// misuse: Shared objects: a member of an object whose last Arc goes at once
// rust: compile error: temporary value dropped while borrowed (E0716)
// expect: error: use of deleted function .*Arc<T>::operator->

#include <kernel/sync/arc.hpp>

struct Settings {
  int level;
};

[[maybe_unused]] static kernel::Result<int> example() {
#ifdef FAIL
  const int& level = TRY(kernel::Arc<Settings>::make(kernel::GFP_KERNEL, 7))->level;
#else
  auto settings = TRY(kernel::Arc<Settings>::make(kernel::GFP_KERNEL, 7));
  const int& level = settings->level;
#endif
  return level;
}
