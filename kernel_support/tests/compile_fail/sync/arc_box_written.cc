// SPDX-License-Identifier: GPL-2.0
// Who shares a box shares what is in it, and several threads would write.
// misuse: Shared objects: writing into a box that is shared
// rust: compile error: `Arc` gives no mutable access (E0594)
// expect: error: assignment of read-only location

#include <kernel/sync/arc.hpp>

[[maybe_unused]] static int example(kernel::Arc<kernel::KBox<int>>& shared) {
#ifdef FAIL
  **shared = 1;
#endif
  return **shared;
}
