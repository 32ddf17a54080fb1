// SPDX-License-Identifier: GPL-2.0
// A mistake: the task that runs now is kept for later, when another one will run.

#include <kernel/module.hpp>
#include <kernel/task.hpp>

//! [mistake]
class KeptCurrent : public kernel::Module<KeptCurrent> {
 public:
  static kernel::Result<KeptCurrent> init(kernel::ThisModule&) {
    const kernel::CurrentTask loader = kernel::current();
    return {std::in_place, loader};
  }

  explicit KeptCurrent(const kernel::CurrentTask& loader) : loader_(loader) {}

 private:
  kernel::CurrentTask loader_;
};
//! [mistake]

KERNEL_MODULE(KeptCurrent, {
  .name = "kept_current",
  .description = "Does not compile",
  .license = "GPL",
});
