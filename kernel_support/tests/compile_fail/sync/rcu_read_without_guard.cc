// SPDX-License-Identifier: GPL-2.0
// What is read would be gone before it is used.
// misuse: RCU: a pointer is read without a guard that stays
// rust: compile error: dropped while borrowed (E0716)
// expect: error: use of deleted function .*Pointer.*::read

#include <kernel/sync/rcu.hpp>

[[maybe_unused]] static int example(kernel::rcu::Pointer<int>& pointer) {
#ifdef FAIL
  return *pointer.read(kernel::rcu::ReadGuard());
#else
  kernel::rcu::ReadGuard guard;
  return *pointer.read(guard);
#endif
}
