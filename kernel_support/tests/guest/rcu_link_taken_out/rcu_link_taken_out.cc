// SPDX-License-Identifier: GPL-2.0
// An element of a chain is changed after it was taken out: the rest belongs to another place.
// misuse: RCU: a chain is changed at an element that was taken out of it
// rust: the API has no such call
#include <kernel/module.hpp>
#include <kernel/sync/rcu.hpp>

struct Node {
  int value;
  kernel::rcu::Link<Node> next;
};

struct RcuLinkTakenOut : kernel::Module<RcuLinkTakenOut> {
  static kernel::Result<RcuLinkTakenOut> init(kernel::ThisModule&) {
    kernel::rcu::Pointer<Node> chain;
    for (int i = 0; i < 3; ++i) {
      auto box = TRY(kernel::rcu::Box<Node>::make(kernel::GFP_KERNEL, i));
      kernel::rcu::ReadGuard guard;
      chain.push_front(std::move(box), guard);
    }
    kernel::rcu::ReadGuard guard;
    auto first = chain.read(guard);
    chain.remove_front(guard);
    first->next.clear();  // caught here
    return {std::in_place};
  }
};

KERNEL_MODULE(RcuLinkTakenOut, {
  .name = "rcu_link_taken_out",
  .description = "Broken on purpose",
  .license = "GPL",
});
