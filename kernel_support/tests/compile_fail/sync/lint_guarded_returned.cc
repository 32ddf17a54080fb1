// SPDX-License-Identifier: GPL-2.0
// The guard unlocks when the function returns.
// misuse: Locks: a pointer to guarded data returned from the function with the guard
// rust: compile error: cannot return a reference to a local guard (E0515)
// by: lint
// expect: a pointer to what 'guard' guards is returned

#include <kernel/sync/mutex.hpp>

#ifdef FAIL
int* example(kernel::Mutex<int>& count);

int* example(kernel::Mutex<int>& count) {
  auto guard = count.lock();
  return &*guard;
}
#else
int example(kernel::Mutex<int>& count);

int example(kernel::Mutex<int>& count) {
  auto guard = count.lock();
  return *guard;
}
#endif
