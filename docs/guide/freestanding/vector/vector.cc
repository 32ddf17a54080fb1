// SPDX-License-Identifier: GPL-2.0
// A mistake: a container of the standard library, which takes its memory from operator new.

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <vector>

//! [mistake]
struct Vector : kernel::Module<Vector> {
  static kernel::Result<Vector> init(kernel::ThisModule&) {
    std::vector<int> years = {1815, 1843};
    pr_info("{} years\n", years.size());
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(Vector, {
  .name = "vector",
  .description = "Does not build",
  .license = "GPL",
});
