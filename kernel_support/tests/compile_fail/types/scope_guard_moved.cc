// SPDX-License-Identifier: GPL-2.0
// It stays in its block.
// expect: error: use of deleted function .*ScopeGuard\(const kernel::ScopeGuard

#include <kernel/types/scope_guard.hpp>
#include <utility>

using Guard = kernel::ScopeGuard<void (*)()>;

[[maybe_unused]] static void example(Guard& guard) {
#ifdef FAIL
  kernel::ScopeGuard moved = std::move(guard);
  moved.dismiss();
#else
  guard.dismiss();
#endif
}
