// SPDX-License-Identifier: GPL-2.0
// The structure that is returned has a pointer to what the lock guards.
// misuse: Locks: a structure with a pointer to guarded data, returned from with()
// rust: compile error: borrowed value does not live long enough (E0597)
// by: lint
// expect: what with\(\) returns has a pointer in it

#include <kernel/sync/mutex.hpp>

struct Found {
#ifdef FAIL
  int* number;
#else
  int number;
#endif
};

int example(kernel::Mutex<int>& count);

int example(kernel::Mutex<int>& count) {
#ifdef FAIL
  auto found = count.with([](int& value) { return Found{&value}; });
  return *found.number;
#else
  auto found = count.with([](int& value) { return Found{value}; });
  return found.number;
#endif
}
