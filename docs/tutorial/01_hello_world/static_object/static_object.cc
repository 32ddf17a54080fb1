// SPDX-License-Identifier: GPL-2.0
// Does not build: nobody runs the constructor of a static object.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [mistake]
class Greetings {
 public:
  Greetings() { pr_info("who calls this constructor?\n"); }
  int next() { return ++count_; }

 private:
  int count_ = 0;
};

static Greetings greetings;

struct Broken : kernel::Module<Broken> {
  static kernel::Result<Broken> init(kernel::ThisModule&) {
    pr_info("greeting number {}\n", greetings.next());
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(Broken, {
  .name = "static_object",
  .license = "GPL",
});
