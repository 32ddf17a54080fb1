// SPDX-License-Identifier: GPL-2.0
// Several readers have the same version, so none may write, not even into a box.
// misuse: RCU: writing into a box of what is read
// rust: the API has no RCU pointer yet; a shared reference: compile error (E0594)
// expect: error: assignment of read-only location

#include <kernel/sync/rcu.hpp>

struct Settings {
  kernel::KBox<int> level;
};

[[maybe_unused]] static int example(const kernel::rcu::Pointer<Settings>& settings) {
  kernel::rcu::ReadGuard guard;
  auto now = settings.read(guard);
#ifdef FAIL
  *now->level = 1;
#endif
  return *now->level;
}
