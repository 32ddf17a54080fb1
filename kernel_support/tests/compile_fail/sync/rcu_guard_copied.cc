// SPDX-License-Identifier: GPL-2.0
// The section would end twice.
// misuse: RCU: a read section is copied, and ends twice
// rust: compile error: use after move (E0382)
// expect: error: use of deleted function .*ReadGuard\(const kernel::rcu::ReadGuard&\)

#include <kernel/sync/rcu.hpp>

[[maybe_unused]] static void example(kernel::rcu::Pointer<int>& pointer) {
  kernel::rcu::ReadGuard guard;
#ifdef FAIL
  kernel::rcu::ReadGuard another = guard;
#else
  kernel::rcu::ReadGuard another;
#endif
  (void)pointer.read(another);
}
