// SPDX-License-Identifier: GPL-2.0
// Others read the same version.
// misuse: RCU: a reader writes to what others read
// rust: compile error: no `&mut` (E0594)
// expect: error: assignment of member .*value.* in read-only object

#include <kernel/sync/rcu.hpp>

struct Settings {
  int value;
};

[[maybe_unused]] static int example(kernel::rcu::Pointer<Settings>& settings) {
  kernel::rcu::ReadGuard guard;
  auto now = settings.read(guard);
#ifdef FAIL
  now->value = 3;
#endif
  return now->value;
}
