// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: a parameter that is changed while the module runs.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [solution]
//! [task]
//! a parameter `polite`, which is on unless it is given, and which root can change.
MODULE_PARAM(polite, bool, true, 0644, "whether to say goodbye");
//! [task]

struct Polite : kernel::Module<Polite> {
  static kernel::Result<Polite> init(kernel::ThisModule&) {
    pr_info("Hello!\n");
    return {std::in_place};
  }

  //! [task]
  //! say "Goodbye!" when the module goes, if the parameter says so at that moment.
  ~Polite() {
    if (polite.get()) pr_info("Goodbye!\n");
  }
  //! [task]
};
//! [solution]

KERNEL_MODULE(Polite, {
  .name = "polite",
  .description = "Says goodbye if it is asked to",
  .license = "GPL",
});
