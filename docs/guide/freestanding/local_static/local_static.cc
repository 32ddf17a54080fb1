// SPDX-License-Identifier: GPL-2.0
// A mistake: who comes first would construct it, perhaps two at once.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [mistake]
struct Counter {
  explicit Counter(int first) : next(first) { pr_info("counts from {}\n", first); }
  int next;
};

static Counter& counter() {
  static Counter instance(3);
  return instance;
}

struct LocalStatic : kernel::Module<LocalStatic> {
  static kernel::Result<LocalStatic> init(kernel::ThisModule&) {
    pr_info("number {}\n", counter().next++);
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(LocalStatic, {
  .name = "local_static",
  .description = "Does not build",
  .license = "GPL",
});
