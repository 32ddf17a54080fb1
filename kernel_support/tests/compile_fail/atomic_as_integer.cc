// SPDX-License-Identifier: GPL-2.0
// What looks like one operation on a variable would be two.
// expect: error: no match for .*operator\+=

#include <kernel/sync/atomic.hpp>

[[maybe_unused]] static void example(kernel::Atomic<int>& count) {
#ifdef FAIL
  count += 1;
#else
  count.add(1, kernel::Relaxed);
#endif
}
