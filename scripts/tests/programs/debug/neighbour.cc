// SPDX-License-Identifier: GPL-2.0
// Takes the place in memory that another module has left.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

struct Neighbour : kernel::Module<Neighbour> {
  int answer = 42;

  static kernel::Result<Neighbour> init(kernel::ThisModule&) {
    pr_info("moves in\n");
    return {std::in_place};
  }

  ~Neighbour() { pr_info("the answer was {}\n", answer); }
};

KERNEL_MODULE(Neighbour, {.name = "neighbour", .license = "GPL"});
