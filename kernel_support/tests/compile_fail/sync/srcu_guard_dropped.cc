// SPDX-License-Identifier: GPL-2.0
// The section would end at once.
// misuse: RCU: a sleepable read section ends at once, as its guard is not kept
// rust: no counterpart
// expect: error: ignoring returned value of type .*SrcuGuard

#include <kernel/sync/srcu.hpp>

[[maybe_unused]] static void example(kernel::Srcu<"Test::users">& srcu) {
#ifdef FAIL
  srcu.read_lock();
#else
  auto guard = srcu.read_lock();
#endif
}
