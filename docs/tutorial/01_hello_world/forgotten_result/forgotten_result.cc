// SPDX-License-Identifier: GPL-2.0
// Does not build: the outcome of an operation is ignored.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [mistake]
static kernel::Result<void> start_device() { return kernel::ENODEV; }

struct Broken : kernel::Module<Broken> {
  static kernel::Result<Broken> init(kernel::ThisModule&) {
    start_device();  // and if it failed?
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(Broken, {
  .name = "forgotten_result",
  .license = "GPL",
});
