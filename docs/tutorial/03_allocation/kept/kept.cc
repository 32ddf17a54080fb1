// SPDX-License-Identifier: GPL-2.0
// Shows what is left of an operation that failed: everything.

#include <kernel/alloc/kbox.hpp>
#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Kmalloc;

//! [allocator]
// Memory from Kmalloc, but only one block at a time: the next allocation fails.
struct OneBlock {
  static void* allocate(size_t size, size_t align, kernel::alloc::Flags flags) {
    if (out) return nullptr;
    out = true;
    return Kmalloc::allocate(size, align, flags);
  }
  static void* reallocate(void* memory, size_t, size_t size, size_t align,
                          kernel::alloc::Flags flags) {
    return memory ? nullptr : allocate(size, align, flags);
  }
  static void deallocate(void* memory) {
    out = false;
    Kmalloc::deallocate(memory);
  }

  static constexpr size_t kMinAlign = Kmalloc::kMinAlign;
  static constinit bool out;
};
constinit bool OneBlock::out = false;
//! [allocator]

//! [kept]
static kernel::Result<void> fill() {
  kernel::Vec<KBox<int>, OneBlock> years;
  for (int year : {1815, 1843, 1852, 1871, 1903}) {
    KBox<int> box = TRY(KBox<int>::make(GFP_KERNEL, year));
    if (years.push(std::move(box), GFP_KERNEL).is_err())
      pr_info("no room for {}, but it is still in its box\n", *box);
  }
  for (const KBox<int>& year : years) pr_info("kept: {}\n", *year);
  return {};
}
//! [kept]

struct Kept : kernel::Module<Kept> {
  static kernel::Result<Kept> init(kernel::ThisModule&) {
    TRY(fill());
    return {std::in_place};
  }
};

KERNEL_MODULE(Kept, {
  .name = "kept",
  .description = "Shows that a failure changes nothing",
  .license = "GPL",
});
