// SPDX-License-Identifier: GPL-2.0
// On the heap it belongs to no block.
// expect: error: use of deleted function .*operator new

#include <kernel/types/scope_guard.hpp>

void undo();

[[maybe_unused]] static void* example() {
#ifdef FAIL
  return new kernel::ScopeGuard([] { undo(); });
#else
  kernel::ScopeGuard guard([] { undo(); });
  return nullptr;
#endif
}
