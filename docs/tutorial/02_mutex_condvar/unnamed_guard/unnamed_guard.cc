// SPDX-License-Identifier: GPL-2.0
// A mistake: two locked sections that look like one.

#include <kernel/module.hpp>
#include <kernel/sync/mutex.hpp>

//! [mistake]
struct Range {
  int low = 0;
  int high = 9;
};

struct UnnamedGuard : kernel::Module<UnnamedGuard> {
  static kernel::Result<UnnamedGuard> init(kernel::ThisModule&) {
    kernel::Mutex<Range> range;
    range.lock()->low = 10;
    range.lock()->high = 19;
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(UnnamedGuard, {
  .name = "unnamed_guard",
  .description = "Does not compile",
  .license = "GPL",
});
