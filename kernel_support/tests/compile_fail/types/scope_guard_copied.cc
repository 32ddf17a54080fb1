// SPDX-License-Identifier: GPL-2.0
// Two guards would clean up twice.
// misuse: Language: what is to be done at the end is done twice
// rust: compile error: use after move (E0382)
// expect: error: use of deleted function .*ScopeGuard\(const kernel::ScopeGuard

#include <kernel/types/scope_guard.hpp>

using Guard = kernel::ScopeGuard<void (*)()>;

[[maybe_unused]] static void example(Guard& guard) {
#ifdef FAIL
  kernel::ScopeGuard copy = guard;
  copy.dismiss();
#else
  guard.dismiss();
#endif
}
