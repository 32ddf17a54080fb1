// SPDX-License-Identifier: GPL-2.0
// init() builds the object where it stays.
// expect: error: could not convert .*module.* from .*Example.* to .*Result<Example>

#include <kernel/module.hpp>

#ifdef FAIL
struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    Example module;
    return module;
  }
};
KERNEL_MODULE(Example, {
  .name = "module_moved_out_of_init",
  .license = "GPL",
});
#else
struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) { return {std::in_place}; }
};
KERNEL_MODULE(Example, {
  .name = "module_moved_out_of_init",
  .license = "GPL",
});
#endif
