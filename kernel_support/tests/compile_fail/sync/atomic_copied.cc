// SPDX-License-Identifier: GPL-2.0
// To read one and write another are two operations.
// misuse: Atomics: a copy that is a load and a store
// rust: compile error: use after move, not Copy
// expect: error: use of deleted function .*Atomic\(const kernel::Atomic

#include <kernel/sync/atomic.hpp>

[[maybe_unused]] static int example(kernel::Atomic<int>& count) {
#ifdef FAIL
  kernel::Atomic<int> another(count);
#else
  kernel::Atomic<int> another(count.load(kernel::Relaxed));
#endif
  return another.load(kernel::Relaxed);
}
