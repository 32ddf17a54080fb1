// SPDX-License-Identifier: GPL-2.0
// A field that does not exist.
// expect: error: .*has no non-static data member named .*licence

#include <kernel/module.hpp>

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) { return {std::in_place}; }
};

#ifdef FAIL
KERNEL_MODULE(Example, {
  .name = "module_misspelled_field",
  .licence = "GPL",
});
#else
KERNEL_MODULE(Example, {
  .name = "module_misspelled_field",
  .license = "GPL",
});
#endif
