// SPDX-License-Identifier: GPL-2.0
// Does not build: the kernel cannot unwind its stack.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [mistake]
static bool device_is_there() { return false; }

struct Broken : kernel::Module<Broken> {
  static kernel::Result<Broken> init(kernel::ThisModule&) {
    if (!device_is_there()) throw kernel::ENODEV;
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(Broken, {
  .name = "exception",
  .license = "GPL",
});
