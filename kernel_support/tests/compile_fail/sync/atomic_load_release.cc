// SPDX-License-Identifier: GPL-2.0
// A load writes nothing, so it has nothing to release.
// misuse: Atomics: a load with the order of a store
// rust: compile error: trait bound of the ordering
// expect: error: no matching function for call to .*load\(const kernel::ordering::Release&\)
// expect: AcquireOrRelaxed

#include <kernel/sync/atomic.hpp>

[[maybe_unused]] static int example(kernel::Atomic<int>& count) {
#ifdef FAIL
  return count.load(kernel::Release);
#else
  return count.load(kernel::Acquire);
#endif
}
