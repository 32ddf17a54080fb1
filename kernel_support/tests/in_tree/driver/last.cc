// SPDX-License-Identifier: GPL-2.0
// Comes before the other in the makefile, and is started after all others: its level is the last.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

// The name that the other has, too
struct First : kernel::Module<First> {
  static kernel::Result<First> init(kernel::ThisModule&) {
    pr_info("all others are there\n");
    return {std::in_place};
  }
};

KERNEL_MODULE(First, {
  .name = "cpp_last",
  .description = "A driver that is started after the samples",
  .license = "GPL",
  .init_level = kernel::modinfo::InitLevel::kLate,
});
