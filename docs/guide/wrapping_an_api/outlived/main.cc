// SPDX-License-Identifier: GPL-2.0
// A cache goes before one of its objects.

#include <kernel/module.hpp>
#include <optional>

#include "../kmem_cache/kmem_cache.hpp"

//! [mistake]
[[gnu::noipa]] static kernel::Result<void> lend() {
  std::optional<CacheBox<int>> number;
  auto numbers = TRY(KmemCache<int>::make("numbers"));  // goes first
  auto seven = TRY(numbers.alloc(kernel::GFP_KERNEL, 7));
  number.emplace(std::move(seven));
  return {};
}
//! [mistake]

struct Outlived : kernel::Module<Outlived> {
  static kernel::Result<Outlived> init(kernel::ThisModule&) {
    TRY(lend());
    return {std::in_place};
  }
};

KERNEL_MODULE(Outlived, {
  .name = "outlived",
  .description = "Broken on purpose",
  .license = "GPL",
});
