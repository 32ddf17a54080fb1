// SPDX-License-Identifier: GPL-2.0
// Whoever holds a mutex would wait for itself.
// misuse: Locks: a mutex is locked twice by one thread
// rust: not caught: it hangs
// by: lint
// expect: acquiring lock 'counter' that is already held
// expect: cannot call function 'with' while lock 'counter' is held

#include <kernel/sync/mutex.hpp>

void example(kernel::Mutex<int>& counter);

void example(kernel::Mutex<int>& counter) {
  {
    auto guard = counter.lock();
    *guard += 1;
#ifdef FAIL
    auto again = counter.lock();
    counter.with([](int& value) { value += 1; });
#endif
  }
  counter.with([](int& value) { value += 1; });
}
