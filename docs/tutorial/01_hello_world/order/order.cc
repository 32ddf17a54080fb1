// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: what is built first is destroyed last.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [solution]
class Part {
 public:
  //! [task]
  //! say with its name when a part is built, and when it is destroyed.
  //! > explicit Part(kernel::CStr name) : name_(name) {}
  explicit Part(kernel::CStr name) : name_(name) { pr_info("{} built\n", name_); }
  ~Part() { pr_info("{} destroyed\n", name_); }
  //! [task]

 private:
  kernel::CStr name_;
};

class Order : public kernel::Module<Order> {
 public:
  static kernel::Result<Order> init(kernel::ThisModule&) {
    //! [task]
    //! a local object of the class Part, called "local object".
    Part local("local object");
    //! [task]
    return {std::in_place};
  }

  //! [task]
  //! a constructor and a destructor that say so.
  Order() { pr_info("module built\n"); }
  ~Order() { pr_info("module destroyed\n"); }
  //! [task]

  //! [task]
  //! two members of the class Part, a first and a second one.
 private:
  Part first_{"first member"};
  Part second_{"second member"};
  //! [task]
};
//! [solution]

KERNEL_MODULE(Order, {
  .name = "order",
  .description = "Shows in which order objects are built and destroyed",
  .license = "GPL",
});
