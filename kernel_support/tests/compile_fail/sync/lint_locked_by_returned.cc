// SPDX-License-Identifier: GPL-2.0
// What access() gives may be used as long as the guard is there, which goes with the function.
// misuse: Locks: what a LockedBy gives is returned from the function with the guard
// rust: compile error: returns a value that refers to a local variable (E0515)
// by: lint
// expect: reference to stack memory associated with .*'guard' returned

#include <kernel/sync/locked_by.hpp>
#include <kernel/sync/mutex.hpp>

using Lock = kernel::Mutex<void, "Folder::lock">;
using Size = kernel::LockedBy<int, Lock>;

#ifdef FAIL
int& larger(const Lock& lock, const Size& size);

int& larger(const Lock& lock, const Size& size) {
  auto guard = lock.lock();
  return ++size.access(guard), size.access(guard);
}
#else
int larger(const Lock& lock, const Size& size);

int larger(const Lock& lock, const Size& size) {
  auto guard = lock.lock();
  return ++size.access(guard);
}
#endif
