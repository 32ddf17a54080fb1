// SPDX-License-Identifier: GPL-2.0
// The kernel knows the one object of a module by its address.
// misuse: Modules and parameters: the module's object is copied
// rust: compile error: not Copy
// expect: error: use of deleted function .*Example::Example\(const Example&\)

#include <kernel/module.hpp>

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) { return {std::in_place}; }
};

[[maybe_unused]] static void example(Example& module) {
#ifdef FAIL
  Example copy = module;
  (void)copy;
#else
  Example& same = module;
  (void)same;
#endif
}
