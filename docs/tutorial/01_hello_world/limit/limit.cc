// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: a module that refuses to be loaded with a senseless value.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [solution]
MODULE_PARAM(times, unsigned int, 1, 0444, "how often, at most 10");

//! [task]
//! a function that returns how often to greet; or says in the log why not, and returns EINVAL.
static kernel::Result<unsigned int> checked_times() {
  unsigned int wanted = times.get();
  if (wanted > 10) {
    pr_err("times is {}, at most 10 are allowed\n", wanted);
    return kernel::EINVAL;
  }
  return wanted;
}
//! [task]

struct Limit : kernel::Module<Limit> {
  static kernel::Result<Limit> init(kernel::ThisModule&) {
    //! [task]
    //! ask that function, and greet as often as it says.
    unsigned int count = TRY(checked_times());
    for (unsigned int i = 0; i < count; ++i) pr_info("Hello!\n");
    //! [task]
    return {std::in_place};
  }
};
//! [solution]

KERNEL_MODULE(Limit, {
  .name = "limit",
  .description = "Greets at most ten times",
  .license = "GPL",
});
