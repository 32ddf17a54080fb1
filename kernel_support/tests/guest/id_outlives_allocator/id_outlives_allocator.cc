// SPDX-License-Identifier: GPL-2.0
// The Id would give its number back to an allocator that is gone.
// misuse: Arrays and ids: an id that outlives its allocator
// rust: the API has no ids that come back by themselves

#include <kernel/ida.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <optional>

using kernel::GFP_KERNEL;
using kernel::Id;
using kernel::IdAllocator;
using kernel::Result;

static Result<void> misuse() {
  std::optional<Id> id;
  IdAllocator ids;  // goes first
  id = TRY(ids.alloc(GFP_KERNEL));
  return {};
}

struct IdOutlivesAllocator : kernel::Module<IdOutlivesAllocator> {
  static Result<IdOutlivesAllocator> init(kernel::ThisModule&) {
    TRY(misuse());
    return {std::in_place};
  }
};

KERNEL_MODULE(IdOutlivesAllocator, {
  .name = "id_outlives_allocator",
  .description = "Broken on purpose",
  .license = "GPL",
});
