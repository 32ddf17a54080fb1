// SPDX-License-Identifier: GPL-2.0
// A shift by more bits than there are.
// misuse: Language: a shift by more bits than there are
// rust: panic with `CONFIG_RUST_OVERFLOW_CHECKS`

#include <kernel/module.hpp>
#include <kernel/module_param.hpp>
#include <kernel/print.hpp>

//! [mistake]
// Nothing to bypass: to C++ this is undefined behaviour, and what
// comes out is the processor's.
MODULE_PARAM(bits, int, 3, 0444, "how many bits of the address are the offset");

[[gnu::noipa]] static int mask(int width) {
  return (1 << width) - 1;  // caught here
}
//! [mistake]

struct Shift : kernel::Module<Shift> {
  static kernel::Result<Shift> init(kernel::ThisModule&) {
    pr_info("the mask is {:x}\n", static_cast<unsigned>(mask(bits.get())));
    return {std::in_place};
  }
};

KERNEL_MODULE(Shift, {
  .name = "shift",
  .description = "Broken on purpose",
  .license = "GPL",
});
