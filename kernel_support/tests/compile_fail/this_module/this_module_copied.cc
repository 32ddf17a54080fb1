// SPDX-License-Identifier: GPL-2.0
// The module is one.
// expect: error: use of deleted function .*ThisModule\(const kernel::ThisModule&\)

#include <kernel/this_module.hpp>

[[maybe_unused]] static void example(kernel::ThisModule& module) {
#ifdef FAIL
  kernel::ThisModule copy = module;
  (void)copy;
#else
  kernel::ThisModule& same = module;
  (void)same;
#endif
}
