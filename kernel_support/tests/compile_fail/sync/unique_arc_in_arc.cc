// SPDX-License-Identifier: GPL-2.0
// Other threads may read it.
// misuse: Shared objects: an object changed behind an owner that an Arc shares
// rust: compile error: cannot assign behind a & reference (E0594)
// expect: error: assignment of read-only location

#include <kernel/sync/arc.hpp>

[[maybe_unused]] static int example(const kernel::Arc<kernel::UniqueArc<int>>& shared) {
#ifdef FAIL
  **shared = 7;
#else
  // nothing
#endif
  return **shared;
}
