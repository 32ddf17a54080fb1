// SPDX-License-Identifier: GPL-2.0
// The kernel loads no module without a licence.
// misuse: Modules and parameters: no licence
// rust: compile error of `module!`
// expect: error: static assertion failed: \.license is missing

#include <kernel/module.hpp>

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) { return {std::in_place}; }
};

#ifdef FAIL
KERNEL_MODULE(Example, {
  .name = "module_without_license",
});
#else
KERNEL_MODULE(Example, {
  .name = "module_without_license",
  .license = "GPL",
});
#endif
