// SPDX-License-Identifier: GPL-2.0
// The variable outside keeps the way to what the lock guards.
// misuse: Locks: a pointer to guarded data stored outside, in the lambda of with()
// rust: compile error: borrowed data escapes the closure (E0521)
// by: lint
// expect: 'kept' stays when with\(\) has returned, and leads to 'value'

#include <kernel/sync/mutex.hpp>

int example(kernel::Mutex<int>& count);

int example(kernel::Mutex<int>& count) {
#ifdef FAIL
  int* kept = nullptr;
  count.with([&](int& value) { kept = &value; });
  return *kept;
#else
  int kept = 0;
  count.with([&](int& value) { kept = value; });
  return kept;
#endif
}
