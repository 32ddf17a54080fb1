// SPDX-License-Identifier: GPL-2.0
// An object with two owners that do not know of each other.
// misuse: Boxes: freed by two owners made from one raw pointer
// rust: unsafe code only

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>

struct Reading {
  int celsius;
};

//! [mistake]
[[gnu::noipa]] static kernel::Result<void> measure() {
  auto box = TRY(kernel::KBox<Reading>::make(kernel::GFP_KERNEL, 21));
  // Bypassed: a KBox cannot be copied. from_raw() believes that
  // nobody else owns the object.
  auto second = kernel::KBox<Reading>::from_raw(box.as_raw());
  return {};
}  // caught here
//! [mistake]

struct DoubleFree : kernel::Module<DoubleFree> {
  static kernel::Result<DoubleFree> init(kernel::ThisModule&) {
    TRY(measure());
    return {std::in_place};
  }
};

KERNEL_MODULE(DoubleFree, {
  .name = "double_free",
  .description = "Broken on purpose",
  .license = "GPL",
});
