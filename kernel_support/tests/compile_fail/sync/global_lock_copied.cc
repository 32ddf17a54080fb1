// SPDX-License-Identifier: GPL-2.0
// C code keeps the address of a lock.
// misuse: Locks: a global lock is copied
// rust: compile error: cannot move out of a static (E0507)
// expect: error: use of deleted function .*Lock

#include <kernel/sync/global_lock.hpp>

static constinit kernel::GlobalMutex<int> counter(0);

[[maybe_unused]] static int example() {
#ifdef FAIL
  static kernel::GlobalMutex<int> copy = counter;
#else
  auto& copy = counter;
#endif
  return copy.with([](int& value) { return value; });
}
