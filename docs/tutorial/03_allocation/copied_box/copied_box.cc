// SPDX-License-Identifier: GPL-2.0
// A mistake: one object cannot have two boxes.

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>

//! [mistake]
struct CopiedBox : kernel::Module<CopiedBox> {
  static kernel::Result<CopiedBox> init(kernel::ThisModule&) {
    kernel::KBox<int> year = TRY(kernel::KBox<int>::make(kernel::GFP_KERNEL, 1843));
    kernel::KBox<int> same = year;
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(CopiedBox, {
  .name = "copied_box",
  .description = "Does not compile",
  .license = "GPL",
});
