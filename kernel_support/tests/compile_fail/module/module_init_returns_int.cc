// SPDX-License-Identifier: GPL-2.0
// init() returns an int, as in C.
// misuse: Modules and parameters: init() returns a number, as in C
// rust: compile error: mismatched types (E0053)
// expect: error: static assertion failed: a module is a kernel::Module and has a public static kernel::Result<Example> init\(kernel::ThisModule&\)

#include <kernel/module.hpp>

#ifdef FAIL
struct Example : kernel::Module<Example> {
  static int init(kernel::ThisModule&) { return 0; }
};
KERNEL_MODULE(Example, {
  .name = "module_init_returns_int",
  .license = "GPL",
});
#else
struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) { return {std::in_place}; }
};
KERNEL_MODULE(Example, {
  .name = "module_init_returns_int",
  .license = "GPL",
});
#endif
