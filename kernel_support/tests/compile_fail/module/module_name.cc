// SPDX-License-Identifier: GPL-2.0
// The name is that of the file, or of the Kbuild target.
// expect: error: static assertion failed: \.name is not the module's name in Kbuild

#include <kernel/module.hpp>

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) { return {std::in_place}; }
};

#ifdef FAIL
KERNEL_MODULE(Example, {
  .name = "another",
  .license = "GPL",
});
#else
KERNEL_MODULE(Example, {
  .name = "module_name",
  .license = "GPL",
});
#endif
