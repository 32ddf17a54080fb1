// SPDX-License-Identifier: GPL-2.0
// Taking away would wait for it, however long it is kept.
// misuse: Drivers: an access is kept on the heap, so that nobody can ever take away what it is to
// rust: not caught: a guard can be moved to the heap
// expect: error: use of deleted function .*operator new

#include <kernel/revocable.hpp>

[[maybe_unused]] static void example(const kernel::Revocable<int>& number) {
#ifdef FAIL
  auto* kept = new kernel::RevocableGuard<int>(number.try_access());
  static_cast<void>(kept);
#else
  auto access = number.try_access();
#endif
}
