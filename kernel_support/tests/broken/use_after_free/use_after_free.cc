// SPDX-License-Identifier: GPL-2.0
// An object is used after its owner is gone.
// misuse: Boxes: a raw pointer is followed after the owner is gone
// rust: unsafe code only

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

struct Reading {
  int celsius;
};

//! [mistake]
[[gnu::noipa]] static kernel::Result<void> report() {
  // Bypassed: a KBox is the way to its object. as_raw() gives an
  // address that outlives it.
  Reading* reading = nullptr;
  {
    auto box = TRY(kernel::KBox<Reading>::make(kernel::GFP_KERNEL, 21));
    reading = box.as_raw();
  }
  pr_info("{} degrees\n", reading->celsius);  // caught here
  return {};
}
//! [mistake]

struct UseAfterFree : kernel::Module<UseAfterFree> {
  static kernel::Result<UseAfterFree> init(kernel::ThisModule&) {
    TRY(report());
    return {std::in_place};
  }
};

KERNEL_MODULE(UseAfterFree, {
  .name = "use_after_free",
  .description = "Broken on purpose",
  .license = "GPL",
});
