// SPDX-License-Identifier: GPL-2.0
// A mistake: new has no flags and no way to fail.

#include <kernel/module.hpp>

//! [mistake]
struct OperatorNew : kernel::Module<OperatorNew> {
  static kernel::Result<OperatorNew> init(kernel::ThisModule& module) {
    return {std::in_place, module};
  }

  explicit OperatorNew(kernel::ThisModule&) : year_(new int(1843)) {}
  ~OperatorNew() { delete year_; }

  int* year_;
};
//! [mistake]

KERNEL_MODULE(OperatorNew, {
  .name = "operator_new",
  .description = "Does not compile",
  .license = "GPL",
});
