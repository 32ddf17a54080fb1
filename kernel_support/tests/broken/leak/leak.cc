// SPDX-License-Identifier: GPL-2.0
// An object that nobody owns any more.
// misuse: Boxes: an object that nobody owns any more
// rust: allowed: `forget()`, `leak()`; kmemleak, too

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>

struct Reading {
  int celsius;
};

//! [mistake]
[[gnu::noipa]] static kernel::Result<void> measure() {
  auto reading = TRY(kernel::KBox<Reading>::make(kernel::GFP_KERNEL, 21));  // caught here
  // Bypassed: a KBox frees its object. into_raw() makes that the
  // caller's duty, and nobody does it.
  [[maybe_unused]] Reading* forgotten = std::move(reading).into_raw();
  return {};
}
//! [mistake]

struct Leak : kernel::Module<Leak> {
  static kernel::Result<Leak> init(kernel::ThisModule&) {
    TRY(measure());
    return {std::in_place};
  }
};

KERNEL_MODULE(Leak, {
  .name = "leak",
  .description = "Broken on purpose",
  .license = "GPL",
});
