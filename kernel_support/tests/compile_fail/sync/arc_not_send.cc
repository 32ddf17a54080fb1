// SPDX-License-Identifier: GPL-2.0
// The other owners may be other threads.
// misuse: Shared objects: what belongs to one thread is shared
// rust: compile error, where it is sent: not Send
// expect: error: static assertion failed: an Arc shares its object with other threads

#include <kernel/sync/arc.hpp>

struct Trace : kernel::NotThreadSafe {
  int last = 0;
};

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  auto trace = TRY(kernel::Arc<Trace>::make(kernel::GFP_KERNEL));
#else
  auto trace = TRY(kernel::KBox<Trace>::make(kernel::GFP_KERNEL));
#endif
  return trace->last ? kernel::EINVAL : kernel::Result<void>();
}
