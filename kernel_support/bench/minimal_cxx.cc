// SPDX-License-Identifier: GPL-2.0
// The smallest module with a parameter and a message; minimal_c11.c is the same in C.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

MODULE_PARAM(number, int, 42, 0444, "a number");

struct Minimal : kernel::Module<Minimal> {
  static kernel::Result<Minimal> init(kernel::ThisModule&) {
    pr_info("loaded, the number is {}\n", number.get());
    return {std::in_place};
  }

  ~Minimal() { pr_info("unloaded\n"); }
};

KERNEL_MODULE(Minimal, {
  .name = "minimal_cxx",
  .authors = {"The C++ for Linux authors"},
  .description = "The smallest module with a parameter and a message",
  .license = "GPL",
});
