// SPDX-License-Identifier: GPL-2.0
// Does not build: a name is no number.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [mistake]
struct Broken : kernel::Module<Broken> {
  static kernel::Result<Broken> init(kernel::ThisModule& module) {
    pr_info("{} is loaded, number {:d}\n", 1, module.name());
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(Broken, {
  .name = "wrong_argument",
  .license = "GPL",
});
