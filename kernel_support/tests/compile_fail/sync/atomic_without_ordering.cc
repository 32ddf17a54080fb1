// SPDX-License-Identifier: GPL-2.0
// Each operation says what it promises.
// misuse: Atomics: an operation that does not say what it orders
// rust: compile error: an argument is missing (E0061)
// expect: error: no matching function for call to .*add\(int\)

#include <kernel/sync/atomic.hpp>

[[maybe_unused]] static void example(kernel::Atomic<int>& count) {
#ifdef FAIL
  count.add(1);
#else
  count.add(1, kernel::Relaxed);
#endif
}
