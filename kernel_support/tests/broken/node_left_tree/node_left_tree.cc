// SPDX-License-Identifier: GPL-2.0
// The node has another owner by now.
// misuse: Trees: two entries of one node, both removed
// rust: compile error: the entry borrows the tree (E0499)

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/rbtree.hpp>

//! [mistake]
using Tree = kernel::RBTree<int, int>;

[[gnu::noipa]] static kernel::Result<void> misuse() {
  Tree tree;
  for (int key : {1, 2, 3}) TRY(tree.try_create_and_insert(key, 0, kernel::GFP_KERNEL));
  auto one = tree.find_mut(1);
  auto same = tree.find_mut(1);
  auto node = std::move(*one).remove_node();
  auto again = std::move(*same).remove_node();  // caught here
  return {};
}
//! [mistake]

struct NodeLeftTree : kernel::Module<NodeLeftTree> {
  static kernel::Result<NodeLeftTree> init(kernel::ThisModule&) {
    TRY(misuse());
    return {std::in_place};
  }
};

KERNEL_MODULE(NodeLeftTree, {
  .name = "node_left_tree",
  .description = "Broken on purpose",
  .license = "GPL",
});
