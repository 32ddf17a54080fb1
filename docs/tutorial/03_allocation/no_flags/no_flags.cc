// SPDX-License-Identifier: GPL-2.0
// A mistake: an allocation that does not say how it may be made.

#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>

//! [mistake]
struct NoFlags : kernel::Module<NoFlags> {
  static kernel::Result<NoFlags> init(kernel::ThisModule&) {
    kernel::KVec<int> numbers;
    TRY(numbers.push(7));
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(NoFlags, {
  .name = "no_flags",
  .description = "Does not compile",
  .license = "GPL",
});
