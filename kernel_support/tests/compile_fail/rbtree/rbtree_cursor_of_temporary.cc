// SPDX-License-Identifier: GPL-2.0
// The cursor would be on a node of a tree that is gone.
// misuse: Trees: a cursor into a tree that is gone
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: use of deleted function .*cursor_front

#include <kernel/rbtree.hpp>

using Tree = kernel::RBTree<int, int>;

Tree make();

[[maybe_unused]] static bool example() {
#ifdef FAIL
  auto cursor = make().cursor_front();
#else
  auto tree = make();
  auto cursor = tree.cursor_front();
#endif
  return cursor && cursor->move_next();
}
