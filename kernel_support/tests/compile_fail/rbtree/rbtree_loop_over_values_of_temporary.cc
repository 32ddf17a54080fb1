// SPDX-License-Identifier: GPL-2.0
// The tree is gone before the loop begins.
// misuse: Trees: a loop over the values of a tree that is gone
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: use of deleted function .*values

#include <kernel/rbtree.hpp>

using Tree = kernel::RBTree<int, int>;

Tree make();

[[maybe_unused]] static int example() {
  int sum = 0;
#ifdef FAIL
  for (int value : make().values()) sum += value;
#else
  auto tree = make();
  for (int value : tree.values()) sum += value;
#endif
  return sum;
}
