// SPDX-License-Identifier: GPL-2.0
// A mistake: waiting without saying for what.

#include <kernel/module.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>

//! [mistake]
struct NoPredicate : kernel::Module<NoPredicate> {
  static kernel::Result<NoPredicate> init(kernel::ThisModule&) {
    kernel::Mutex<bool, "Example::ready"> ready(false);
    kernel::CondVar<decltype(ready)> changed;
    auto guard = ready.lock();
    if (!*guard) changed.wait(guard);
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(NoPredicate, {
  .name = "no_predicate",
  .description = "Does not compile",
  .license = "GPL",
});
