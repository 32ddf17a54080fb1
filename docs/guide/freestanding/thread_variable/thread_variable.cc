// SPDX-License-Identifier: GPL-2.0
// A mistake: threads of the kernel have no variables of their own.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [mistake]
static thread_local int calls = 0;

struct ThreadVariable : kernel::Module<ThreadVariable> {
  static kernel::Result<ThreadVariable> init(kernel::ThisModule&) {
    pr_info("call {}\n", ++calls);
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(ThreadVariable, {
  .name = "thread_variable",
  .description = "Does not build",
  .license = "GPL",
});
