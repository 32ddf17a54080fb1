// SPDX-License-Identifier: GPL-2.0
// A guard that outlives its block would keep the lock.
// misuse: Locks: a guard is put on the heap and outlives its block
// rust: allowed
// expect: error: use of deleted function .*operator new
// expect: error: use of deleted function .*Guard

#include <kernel/alloc/kbox.hpp>
#include <kernel/sync/mutex.hpp>

using Counter = kernel::Mutex<int>;

[[maybe_unused]] static kernel::Result<void> example(Counter& counter) {
#ifdef FAIL
  auto* leaked = new kernel::Guard<Counter>(counter.lock());
  **leaked = 1;
  auto guard = TRY(kernel::KBox<kernel::Guard<Counter>>::make(kernel::GFP_KERNEL, counter.lock()));
  **guard = 1;
#else
  auto guard = counter.lock();
  *guard = 1;
#endif
  return {};
}
