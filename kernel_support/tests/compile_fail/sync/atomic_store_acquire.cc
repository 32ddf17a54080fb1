// SPDX-License-Identifier: GPL-2.0
// A store reads nothing, so there is nothing to acquire.
// misuse: Atomics: a store with the order of a load
// rust: compile error: trait bound of the ordering
// expect: error: no matching function for call to .*store\(int, const kernel::ordering::Acquire&\)
// expect: ReleaseOrRelaxed

#include <kernel/sync/atomic.hpp>

[[maybe_unused]] static void example(kernel::Atomic<int>& count) {
#ifdef FAIL
  count.store(1, kernel::Acquire);
#else
  count.store(1, kernel::Release);
#endif
}
