// SPDX-License-Identifier: GPL-2.0
// Two mistakes that only a sweep finds: when a later allocation fails, the first is lost, and the
// error is not the one that came.

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>

using kernel::GFP_KERNEL;
using kernel::KBox;

struct Big {
  char bytes[1000];
};

struct Leaks : kernel::Module<Leaks> {
  static kernel::Result<Leaks> init(kernel::ThisModule&) {
    KBox<Big> first = TRY(KBox<Big>::make(GFP_KERNEL));
    // More than one: how many allocations come before differs by one from run to run.
    for (int i = 0; i < 6; ++i) {
      auto next = KBox<Big>::make(GFP_KERNEL);
      if (next.is_ok()) continue;
      std::move(first).into_raw();
      return kernel::EEXIST;
    }
    return {std::in_place};
  }
};

KERNEL_MODULE(Leaks, {
  .name = "leaks",
  .description = "Handles the failure of an allocation wrongly",
  .license = "GPL",
});
