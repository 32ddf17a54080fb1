// SPDX-License-Identifier: GPL-2.0
// Nor can it move.
// expect: error: use of deleted function .*Example::Example\(Example&&\)

#include <kernel/module.hpp>

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) { return {std::in_place}; }
};

[[maybe_unused]] static void example(Example& module) {
#ifdef FAIL
  Example moved = std::move(module);
  (void)moved;
#else
  Example& same = module;
  (void)same;
#endif
}
