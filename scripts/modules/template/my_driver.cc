// SPDX-License-Identifier: GPL-2.0
// What my_driver does: say it here.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

MODULE_PARAM(answer, unsigned int, 42, 0444, "a number to print");

// One object of this class exists while the module is loaded.
struct MyDriver : kernel::Module<MyDriver> {
  // insmod calls init(). Returning an Error here makes insmod fail with it.
  static kernel::Result<MyDriver> init(kernel::ThisModule&) {
    pr_info("loaded, the answer is {}\n", answer.get());
    return {std::in_place};
  }

  // rmmod destroys the object.
  ~MyDriver() { pr_info("unloaded\n"); }
};

KERNEL_MODULE(MyDriver, {
  .name = "my_driver",
  .description = "Says that it is there",
  .license = "GPL",
});
