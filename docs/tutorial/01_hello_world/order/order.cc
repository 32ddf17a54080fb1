// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: what is built first is destroyed last.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [solution]
class Part {
 public:
  explicit Part(kernel::CStr name) : name_(name) { pr_info("{} built\n", name_); }
  ~Part() { pr_info("{} destroyed\n", name_); }

 private:
  kernel::CStr name_;
};

class Order : public kernel::Module<Order> {
 public:
  static kernel::Result<Order> init(kernel::ThisModule&) {
    Part local("local object");
    return {std::in_place};
  }

  Order() { pr_info("module built\n"); }
  ~Order() { pr_info("module destroyed\n"); }

 private:
  Part first_{"first member"};
  Part second_{"second member"};
};
//! [solution]

KERNEL_MODULE(Order, {
  .name = "order",
  .description = "Shows in which order objects are built and destroyed",
  .license = "GPL",
});
