// SPDX-License-Identifier: GPL-2.0
// A capture that is built in place keeps the lock as long as the lambda stays.
// misuse: Locks: a guard is made as the capture of a lambda, and outlives its block with that
// rust: allowed
// by: lint
// expect: the lambda captures a guard, which stays as long as the lambda

#include <kernel/sync/mutex.hpp>

int example(const kernel::Mutex<int>& counter);

int example(const kernel::Mutex<int>& counter) {
#ifdef FAIL
  auto next = [guard = counter.lock()] { return *guard += 1; };
#else
  auto next = [&counter] { return counter.with([](int& value) { return value += 1; }); };
#endif
  return next();
}
