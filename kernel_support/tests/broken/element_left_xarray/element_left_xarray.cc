// SPDX-License-Identifier: GPL-2.0
// A loop removes the element that it is at, and looks at it afterwards.
// misuse: Arrays and ids: an element is used after it was removed, in a loop over the array
// rust: compile error: borrowed (E0502)

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/xarray.hpp>

using Numbers = kernel::XArray<kernel::KBox<int>>;

[[gnu::noipa]] static void remove_all(const Numbers& numbers) {
  auto guard = numbers.lock();
  for (auto entry : guard) {
    guard.remove(entry.index);
    pr_info("{} is gone\n", entry.value);  // caught here
  }
}

struct ElementLeftXarray : kernel::Module<ElementLeftXarray> {
  static kernel::Result<ElementLeftXarray> init(kernel::ThisModule&) {
    Numbers numbers(kernel::xarray::AllocKind::kAlloc);
    auto number = TRY(kernel::KBox<int>::make(kernel::GFP_KERNEL, 7));
    {
      auto guard = numbers.lock();
      TRY(guard.store(0, std::move(number), kernel::GFP_NOWAIT));
    }
    remove_all(numbers);
    return {std::in_place};
  }
};

KERNEL_MODULE(ElementLeftXarray, {
  .name = "element_left_xarray",
  .description = "Broken on purpose",
  .license = "GPL",
});
