// SPDX-License-Identifier: GPL-2.0
// One module has one class.
// misuse: Modules and parameters: two modules in one
// rust: compile error: defined twice
// expect: error: redefinition of .*init_module

#include <kernel/module.hpp>

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) { return {std::in_place}; }
};

#ifdef FAIL
KERNEL_MODULE(Example, {
  .name = "module_twice",
  .license = "GPL",
});
KERNEL_MODULE(Example, {
  .name = "module_twice",
  .license = "GPL",
});
#else
KERNEL_MODULE(Example, {
  .name = "module_twice",
  .license = "GPL",
});
#endif
