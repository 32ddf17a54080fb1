// SPDX-License-Identifier: GPL-2.0
// A mistake: the registers for it belong to user space.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [mistake]
// The compiler must not know it, or it calculates at once.
static volatile int fahrenheit = 99;

struct FloatingPoint : kernel::Module<FloatingPoint> {
  static kernel::Result<FloatingPoint> init(kernel::ThisModule&) {
    double celsius = (fahrenheit - 32) / 1.8;
    pr_info("{} degrees\n", static_cast<int>(celsius));
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(FloatingPoint, {
  .name = "floating_point",
  .description = "Does not build",
  .license = "GPL",
});
