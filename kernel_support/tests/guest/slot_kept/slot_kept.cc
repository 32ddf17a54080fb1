// SPDX-License-Identifier: GPL-2.0
// An initializer keeps the room for itself, to build something there when it is gone.
// misuse: Objects in place: room for an object, or the object, kept beyond its initializer
// rust: the API has no such object: PinInit is a closure

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <optional>

using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Placed;
using kernel::Result;
using kernel::Slot;

static Result<void> misuse() {
  std::optional<Slot<int>> kept;
  auto box = KBox<int>::init(GFP_KERNEL, [&](Slot<int> slot) -> Result<Placed<int>> {
    kept.emplace(std::move(slot));
    return kernel::EIO;
  });
  auto late = std::move(*kept).emplace(7);
  *late = 8;
  return {};
}

struct SlotKept : kernel::Module<SlotKept> {
  static Result<SlotKept> init(kernel::ThisModule&) {
    TRY(misuse());
    return {std::in_place};
  }
};

KERNEL_MODULE(SlotKept, {
  .name = "slot_kept",
  .description = "Broken on purpose",
  .license = "GPL",
});
