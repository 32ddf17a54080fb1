// SPDX-License-Identifier: GPL-2.0
// The Arc is empty after it was moved from.
// misuse: Shared objects: an Arc used after it was moved from
// rust: compile error: use of a moved value (E0382)
// by: lint
// expect: 'arc' used after it was moved: move it last, or assign to it first

#include <kernel/sync/arc.hpp>

void take(kernel::Arc<int> arc);
int example(kernel::Arc<int> arc);

int example(kernel::Arc<int> arc) {
#ifdef FAIL
  take(std::move(arc));
  return *arc;
#else
  take(arc);
  return *arc;
#endif
}
