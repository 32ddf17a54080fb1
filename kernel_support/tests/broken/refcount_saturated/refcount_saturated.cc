// SPDX-License-Identifier: GPL-2.0
// Owners are counted that never go.
// misuse: Shared objects: more owners than can be counted
// rust: the same: it saturates

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/refcount.hpp>

//! [mistake]
[[gnu::noipa]] static void share(const kernel::Refcount& owners) {
  // Bypassed: an Arc that was counted is counted away by its destructor.
  owners.inc();  // caught here
  pr_info("{} owners\n", owners.read());
}
//! [mistake]

struct RefcountSaturated : kernel::Module<RefcountSaturated> {
  static kernel::Result<RefcountSaturated> init(kernel::ThisModule&) {
    kernel::Refcount owners(__INT_MAX__);
    share(owners);
    return {std::in_place};
  }
};

KERNEL_MODULE(RefcountSaturated, {
  .name = "refcount_saturated",
  .description = "Broken on purpose",
  .license = "GPL",
});
