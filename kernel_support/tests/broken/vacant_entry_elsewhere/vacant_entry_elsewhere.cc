// SPDX-License-Identifier: GPL-2.0
// The place is still free, but it is not the one of the key any more.
// misuse: Trees: a vacant entry kept while the tree changes
// rust: compile error: the entry borrows the tree (E0499)

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/rbtree.hpp>

//! [mistake]
using Tree = kernel::RBTree<int, int>;

[[gnu::noipa]] static kernel::Result<void> misuse() {
  Tree tree;
  auto room = TRY(Tree::Reservation::make(kernel::GFP_KERNEL));
  TRY(tree.try_create_and_insert(7, 0, kernel::GFP_KERNEL));
  auto three = tree.entry(3);  // below 7, on its left
  TRY(tree.try_create_and_insert(5, 0, kernel::GFP_KERNEL));
  TRY(tree.try_create_and_insert(4, 0, kernel::GFP_KERNEL));  // 5 is the root now
  std::move(three).vacant().insert(std::move(room), 0);       // caught here
  return {};
}
//! [mistake]

struct VacantEntryElsewhere : kernel::Module<VacantEntryElsewhere> {
  static kernel::Result<VacantEntryElsewhere> init(kernel::ThisModule&) {
    TRY(misuse());
    return {std::in_place};
  }
};

KERNEL_MODULE(VacantEntryElsewhere, {
  .name = "vacant_entry_elsewhere",
  .description = "Broken on purpose",
  .license = "GPL",
});
