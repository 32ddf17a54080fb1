// SPDX-License-Identifier: GPL-2.0
// Making a domain can fail, which a constructor cannot say.
// misuse: Objects in place: built in place, and what may fail on the way is not looked at
// rust: no `Srcu` there; compile error for a pinned initializer
// expect: error: (no matching function for call to|use of deleted function) .*Srcu

#include <kernel/alloc/kbox.hpp>
#include <kernel/sync/srcu.hpp>

using Srcu = kernel::Srcu<"Test::users">;

[[maybe_unused]] static bool example() {
#ifdef FAIL
  Srcu srcu;
  return true;
#else
  return kernel::KBox<Srcu>::init(kernel::GFP_KERNEL, Srcu::init).is_ok();
#endif
}
