// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: a parameter that is changed while the module runs.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [solution]
MODULE_PARAM(polite, bool, true, 0644, "whether to say goodbye");

struct Polite : kernel::Module<Polite> {
  static kernel::Result<Polite> init(kernel::ThisModule&) {
    pr_info("Hello!\n");
    return {std::in_place};
  }

  ~Polite() {
    if (polite.get()) pr_info("Goodbye!\n");
  }
};
//! [solution]

KERNEL_MODULE(Polite, {
  .name = "polite",
  .description = "Says goodbye if it is asked to",
  .license = "GPL",
});
