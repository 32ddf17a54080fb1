// SPDX-License-Identifier: GPL-2.0
// The second object would be built over the first.
// misuse: Objects in place: a slot that was used or moved from
// rust: compile error: use after move (E0382)

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Placed;
using kernel::Result;
using kernel::Slot;

static Result<void> misuse() {
  auto box = TRY(KBox<int>::init(GFP_KERNEL, [&](Slot<int> slot) -> Result<Placed<int>> {
    auto first = std::move(slot).emplace(7);
    auto second = std::move(slot).emplace(8);
    return first;
  }));
  return {};
}

struct SlotUsedTwice : kernel::Module<SlotUsedTwice> {
  static Result<SlotUsedTwice> init(kernel::ThisModule&) {
    TRY(misuse());
    return {std::in_place};
  }
};

KERNEL_MODULE(SlotUsedTwice, {
  .name = "slot_used_twice",
  .description = "Broken on purpose",
  .license = "GPL",
});
