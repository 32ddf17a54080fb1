// SPDX-License-Identifier: GPL-2.0
// The value goes with its node.
// misuse: Trees: a reference to the value of a node that is gone
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: use of deleted function .*value

#include <kernel/rbtree.hpp>

using Tree = kernel::RBTree<int, int>;

Tree::Node make();

[[maybe_unused]] static int example() {
#ifdef FAIL
  const int& value = make().value();
#else
  auto node = make();
  const int& value = node.value();
#endif
  return value;
}
