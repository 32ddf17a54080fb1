// SPDX-License-Identifier: GPL-2.0
// A guard that outlives its block would keep the lock.
// expect: error: use of deleted function .*operator new

#include <kernel/sync/rwsem.hpp>

[[maybe_unused]] static int example(kernel::RwSemaphore<int>& limit) {
#ifdef FAIL
  auto* leaked = new auto(limit.read());
  return **leaked;
#else
  auto guard = limit.read();
  return *guard;
#endif
}
