// SPDX-License-Identifier: GPL-2.0
// Without a name it runs at once, not at the end of the block.
// expect: error: .*a guard without a name runs at once

#include <kernel/types/scope_guard.hpp>

void undo();

[[maybe_unused]] static void example() {
#ifdef FAIL
  kernel::ScopeGuard([] { undo(); });
#else
  kernel::ScopeGuard guard([] { undo(); });
#endif
}
