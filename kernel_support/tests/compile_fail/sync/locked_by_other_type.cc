// SPDX-License-Identifier: GPL-2.0
// The guard of another kind of lock opens nothing.
// misuse: Locks: data is reached with the guard of another kind of lock
// rust: compile error: mismatched types (E0308)
// expect: error: no matching function for call to .*access
// expect: GuardOf

#include <kernel/sync/locked_by.hpp>
#include <kernel/sync/mutex.hpp>

using Right = kernel::Mutex<void, "Directory::lock">;
using Wrong = kernel::Mutex<void, "File::lock">;

[[maybe_unused]] static int example(kernel::LockedBy<int, Right>& size, Right& right,
                                    Wrong& wrong) {
  auto other = wrong.lock();
  auto guard = right.lock();
#ifdef FAIL
  return size.access(other);
#else
  return size.access(guard);
#endif
}
