// SPDX-License-Identifier: GPL-2.0
// An entry is used up by what it does.
// misuse: Trees: an entry removes its node without being given up
// rust: compile error: use of moved value (E0382)
// expect: error: .*(discards qualifiers|rvalue|passing)

#include <kernel/rbtree.hpp>

using Tree = kernel::RBTree<int, int>;

[[maybe_unused]] static int example(Tree& tree) {
  auto entry = tree.find_mut(7);
#ifdef FAIL
  return entry->remove();
#else
  return std::move(*entry).remove();
#endif
}
