// SPDX-License-Identifier: GPL-2.0
// A module that greets: the smallest one worth reading.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [params]
// insmod hello_world.ko whom=Ada times=2
MODULE_PARAM(whom, kernel::CStr, "world", 0444, "whom to greet");
MODULE_PARAM(times, unsigned int, 1, 0444, "how often");
//! [params]

//! [module]
// One object of this class exists while the module is loaded.
struct HelloWorld : kernel::Module<HelloWorld> {
  // insmod calls init(). Returning an Error here would make insmod fail with it.
  static kernel::Result<HelloWorld> init(kernel::ThisModule& module) {
    for (unsigned int i = 0; i < times.get(); ++i) pr_info("Hello, {}!\n", whom.get());
    return {std::in_place, module};  // builds the object where it will stay
  }

  explicit HelloWorld(kernel::ThisModule& module) {
    pr_info("I am the module {}, in the kernel since now\n", module.name());
  }

  // rmmod destroys the object.
  ~HelloWorld() { pr_info("Goodbye, {}!\n", whom.get()); }
};
//! [module]

//! [metadata]
KERNEL_MODULE(HelloWorld, {
  .name = "hello_world",
  .authors = {"The C++ for Linux authors"},
  .description = "Greets when it is loaded and when it is unloaded",
  .license = "GPL",
});
//! [metadata]
