// SPDX-License-Identifier: GPL-2.0
// A plain array has no idea of how long it is.
// misuse: Language: an index beyond the end of an array
// rust: panic at run time

#include <kernel/module.hpp>
#include <kernel/print.hpp>

MODULE_PARAM(which, unsigned int, 0, 0444, "the channel to show");

static constinit int g_levels[3] = {7, 8, 9};
static constinit int g_behind = 0;

[[gnu::noipa]] static int level_of(unsigned int channel) {
  return g_levels[channel];  // caught here
}

struct ArrayIndex : kernel::Module<ArrayIndex> {
  static kernel::Result<ArrayIndex> init(kernel::ThisModule&) {
    g_behind = level_of(which.get());
    pr_info("{}\n", g_behind);
    return {std::in_place};
  }
};

KERNEL_MODULE(ArrayIndex, {
  .name = "array_index",
  .description = "Broken on purpose",
  .license = "GPL",
});
