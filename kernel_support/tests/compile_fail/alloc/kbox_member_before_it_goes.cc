// SPDX-License-Identifier: GPL-2.0
// The object goes with its box, at the end of the statement.
// misuse: Boxes: a reference to a member of what is in a box without a name
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: use of deleted function .*operator->\(\) const &&
// expect: the box goes at once: give it a name first

#include <kernel/alloc/kbox.hpp>

struct Point {
  int x, y;
};

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  int& x = TRY(kernel::KBox<Point>::make(kernel::GFP_KERNEL, 3, 4))->x;
  ++x;
#else
  auto point = TRY(kernel::KBox<Point>::make(kernel::GFP_KERNEL, 3, 4));
  int& x = point->x;
  ++x;
#endif
  return {};
}
