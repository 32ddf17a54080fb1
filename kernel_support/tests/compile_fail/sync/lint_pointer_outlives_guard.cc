// SPDX-License-Identifier: GPL-2.0
// The pointer is still there when the guard has unlocked.
// misuse: Locks: a pointer to guarded data that outlives the guard
// rust: compile error: borrowed value does not live long enough (E0597)
// by: lint
// expect: 'kept' stays when 'guard' has unlocked, and leads to what it guards

#include <kernel/sync/mutex.hpp>

void use(int& number);
void example(kernel::Mutex<int>& count);

void example(kernel::Mutex<int>& count) {
#ifdef FAIL
  int* kept = nullptr;
  {
    auto guard = count.lock();
    kept = &*guard;
  }
#else
  auto guard = count.lock();
  int* kept = &*guard;
#endif
  use(*kept);
}
