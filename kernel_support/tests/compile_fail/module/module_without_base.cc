// SPDX-License-Identifier: GPL-2.0
// A class that is no kernel::Module could be copied.
// expect: error: static assertion failed: a module is a kernel::Module and has a public static kernel::Result<Example> init\(kernel::ThisModule&\)

#include <kernel/module.hpp>

#ifdef FAIL
struct Example {
  static kernel::Result<Example> init(kernel::ThisModule&) { return {std::in_place}; }
};
KERNEL_MODULE(Example, {
  .name = "module_without_base",
  .license = "GPL",
});
#else
struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) { return {std::in_place}; }
};
KERNEL_MODULE(Example, {
  .name = "module_without_base",
  .license = "GPL",
});
#endif
