// SPDX-License-Identifier: GPL-2.0
// What was found would be in a tree that is gone.
// misuse: Trees: what was found in a tree that is gone
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: use of deleted function .*find

#include <kernel/rbtree.hpp>

using Tree = kernel::RBTree<int, int>;

Tree make();

[[maybe_unused]] static int example() {
#ifdef FAIL
  auto found = make().find(7);
#else
  auto tree = make();
  auto found = tree.find(7);
#endif
  return found ? found->value : 0;
}
