// SPDX-License-Identifier: GPL-2.0
// An owner is counted away twice.
// misuse: Shared objects: an owner is counted away twice
// rust: unsafe code only

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/refcount.hpp>

//! [mistake]
// Bypassed: an Arc counts by itself, each owner once. A Refcount
// does what it is told.
[[gnu::noipa]] static void give_up(const kernel::Refcount& owners) {
  bool last = owners.dec_and_test();  // caught here
  pr_info("the last one: {}\n", last);
}
//! [mistake]

struct RefcountUnderflow : kernel::Module<RefcountUnderflow> {
  static kernel::Result<RefcountUnderflow> init(kernel::ThisModule&) {
    kernel::Refcount owners(1);
    give_up(owners);
    give_up(owners);
    return {std::in_place};
  }
};

KERNEL_MODULE(RefcountUnderflow, {
  .name = "refcount_underflow",
  .description = "Broken on purpose",
  .license = "GPL",
});
