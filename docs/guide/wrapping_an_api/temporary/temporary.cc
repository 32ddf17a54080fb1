// SPDX-License-Identifier: GPL-2.0
// A mistake: the cache goes before the object that it gave.

#include <kernel/module.hpp>

#include "../kmem_cache/kmem_cache.hpp"

//! [mistake]
struct Temporary : kernel::Module<Temporary> {
  static kernel::Result<Temporary> init(kernel::ThisModule&) {
    auto number = TRY(TRY(KmemCache<int>::make("numbers")).alloc(kernel::GFP_KERNEL, 7));
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(Temporary, {
  .name = "temporary",
  .description = "Does not compile",
  .license = "GPL",
});
