// SPDX-License-Identifier: GPL-2.0
// Before init() there is no object.
// expect: error: static assertion failed: a module is a kernel::Module and has a public static kernel::Result<Example> init\(kernel::ThisModule&\)

#include <kernel/module.hpp>

#ifdef FAIL
struct Example : kernel::Module<Example> {
  kernel::Result<Example> init(kernel::ThisModule&) { return {std::in_place}; }
};
KERNEL_MODULE(Example, {
  .name = "module_init_not_static",
  .license = "GPL",
});
#else
struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) { return {std::in_place}; }
};
KERNEL_MODULE(Example, {
  .name = "module_init_not_static",
  .license = "GPL",
});
#endif
