// SPDX-License-Identifier: GPL-2.0
// Others read the same version.
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
