// SPDX-License-Identifier: GPL-2.0
// Constant trees have constant values.
// misuse: Trees: a value is changed through a tree that is shared
// rust: compile error: cannot assign behind a `&` reference (E0594)
// expect: error: assignment of read-only location .*value

#include <kernel/rbtree.hpp>

using Tree = kernel::RBTree<int, int>;

[[maybe_unused]] static void example(Tree& tree) {
#ifdef FAIL
  const Tree& shared = tree;
  for (auto item : shared) item.value = 1;
#else
  for (auto item : tree) item.value = 1;
#endif
}
