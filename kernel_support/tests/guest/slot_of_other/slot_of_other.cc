// SPDX-License-Identifier: GPL-2.0
// An initializer fills the slot of another object, which then has two owners.
// misuse: Objects in place: an initializer that fills the slot of another object
// rust: the API has no such object: PinInit is a closure

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Placed;
using kernel::Result;
using kernel::Slot;

static Result<void> misuse() {
  auto outer = KBox<int>::init(GFP_KERNEL, [](Slot<int> slot) -> Result<Placed<int>> {
    auto inner = KBox<int>::init(
        GFP_KERNEL, [&](Slot<int>) -> Result<Placed<int>> { return std::move(slot).emplace(5); });
    return kernel::EIO;
  });
  return outer.is_ok() ? Result<void>() : outer.error();
}

struct SlotOfOther : kernel::Module<SlotOfOther> {
  static Result<SlotOfOther> init(kernel::ThisModule&) {
    TRY(misuse());
    return {std::in_place};
  }
};

KERNEL_MODULE(SlotOfOther, {
  .name = "slot_of_other",
  .description = "Broken on purpose",
  .license = "GPL",
});
