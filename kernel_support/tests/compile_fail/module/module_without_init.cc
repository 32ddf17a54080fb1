// SPDX-License-Identifier: GPL-2.0
// A module that cannot be loaded.
// misuse: Modules and parameters: nothing to do when it is loaded
// rust: compile error: missing in the trait (E0046)
// expect: error: static assertion failed: a module is a kernel::Module and has a public static kernel::Result<Example> init\(kernel::ThisModule&\)

#include <kernel/module.hpp>

#ifdef FAIL
struct Example : kernel::Module<Example> {};
KERNEL_MODULE(Example, {
  .name = "module_without_init",
  .license = "GPL",
});
#else
struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) { return {std::in_place}; }
};
KERNEL_MODULE(Example, {
  .name = "module_without_init",
  .license = "GPL",
});
#endif
