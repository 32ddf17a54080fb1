// SPDX-License-Identifier: GPL-2.0
// A box is used after it was moved from.
// misuse: Boxes: used after it was moved from, in a function that it was lent to
// rust: compile error: use after move (E0382)

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

struct Reading {
  int celsius;
};

//! [mistake]
[[gnu::noipa]] static void show(const kernel::KBox<Reading>& reading) {
  pr_info("{} degrees\n", reading->celsius);  // caught here
}

[[gnu::noipa]] static kernel::Result<void> measure() {
  auto reading = TRY(kernel::KBox<Reading>::make(kernel::GFP_KERNEL, 21));
  // Nothing to bypass: C++ lets one use what was moved from, and a
  // box then is empty.
  auto kept = std::move(reading);
  show(reading);
  return {};
}
//! [mistake]

struct NullPointer : kernel::Module<NullPointer> {
  static kernel::Result<NullPointer> init(kernel::ThisModule&) {
    TRY(measure());
    return {std::in_place};
  }
};

KERNEL_MODULE(NullPointer, {
  .name = "null_pointer",
  .description = "Broken on purpose",
  .license = "GPL",
});
