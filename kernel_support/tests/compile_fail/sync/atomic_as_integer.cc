// SPDX-License-Identifier: GPL-2.0
// What looks like one operation on a variable would be two.
// misuse: Atomics: a change that looks like one operation and is two
// rust: compile error: no such operator (E0368)
// expect: error: no match for .*operator\+=

#include <kernel/sync/atomic.hpp>

[[maybe_unused]] static void example(kernel::Atomic<int>& count) {
#ifdef FAIL
  count += 1;
#else
  count.add(1, kernel::Relaxed);
#endif
}
