// SPDX-License-Identifier: GPL-2.0
// The keys of a tree are in order.
// misuse: Trees: a key is changed while it is in the tree
// rust: compile error: `iter_mut()` gives `&K`
// expect: error: assignment of read-only reference

#include <kernel/rbtree.hpp>

[[maybe_unused]] static void example(kernel::RBTree<int, int>& tree) {
  for (auto [key, value] : tree) {
#ifdef FAIL
    key = 3;
    (void)value;
#else
    value = key;
#endif
  }
}
