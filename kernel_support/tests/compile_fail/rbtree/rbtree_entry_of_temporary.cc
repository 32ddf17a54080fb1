// SPDX-License-Identifier: GPL-2.0
// The entry would be of a tree that is gone.
// misuse: Trees: an entry of a tree that is gone
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: .*(discards qualifiers|rvalue|passing|no matching)

#include <kernel/rbtree.hpp>

using Tree = kernel::RBTree<int, int>;

Tree make();

[[maybe_unused]] static bool example() {
#ifdef FAIL
  auto entry = make().entry(7);
#else
  auto tree = make();
  auto entry = tree.entry(7);
#endif
  return entry.is_occupied();
}
