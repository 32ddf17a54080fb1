// SPDX-License-Identifier: GPL-2.0
// An object that RCU frees owns an rcu::Pointer in a way that its type does not tell.
// misuse: RCU: an rcu::Pointer in a box inside an object that RCU frees
// rust: the API has no such call

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/sync/rcu.hpp>
#include <kernel/time/delay.hpp>

//! [mistake]
struct Value {
  explicit Value(int number) : number(number) {}
  ~Value() { asm volatile("" : : "r"(number)); }
  int number;
};
struct Node {  // caught here
  // Bypassed: as a member, without the box, it does not compile.
  kernel::KBox<kernel::rcu::Pointer<Value>> value;
};

[[gnu::noipa]] static kernel::Result<void> publish_and_clear() {
  auto value = TRY(kernel::rcu::Box<Value>::make(kernel::GFP_KERNEL, 1));
  auto inner =
      TRY(kernel::KBox<kernel::rcu::Pointer<Value>>::make(kernel::GFP_KERNEL, std::move(value)));
  auto node = TRY(kernel::rcu::Box<Node>::make(kernel::GFP_KERNEL, std::move(inner)));
  kernel::rcu::Pointer<Node> current(std::move(node));
  current.clear();  // frees the node in a callback, where ~Pointer() waits
  kernel::fsleep(kernel::Delta::from_secs(2));
  return {};
}
//! [mistake]

struct RcuPointerHidden : kernel::Module<RcuPointerHidden> {
  static kernel::Result<RcuPointerHidden> init(kernel::ThisModule&) {
    TRY(publish_and_clear());
    return {std::in_place};
  }
};

KERNEL_MODULE(RcuPointerHidden, {
  .name = "rcu_pointer_hidden",
  .description = "Broken on purpose",
  .license = "GPL",
});
