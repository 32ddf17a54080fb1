// SPDX-License-Identifier: GPL-2.0
// The inner lock's guard would outlive the object that the inner lock is in.
// misuse: Locks: the guard of an inner lock that with() lets out
// rust: compile error: the guard borrows what the outer lock guards
// expect: error: static assertion failed: what the lock guards must not be reachable without it

#include <kernel/sync/mutex.hpp>

struct Inner {
  kernel::Mutex<int, "Inner::value"> value{0};
};

[[maybe_unused]] static int example(kernel::Mutex<Inner, "Outer::inner">& outer) {
#ifdef FAIL
  auto guard = outer.with([](Inner& inner) { return inner.value.lock(); });
  return *guard;
#else
  return outer.with(
      [](Inner& inner) { return inner.value.with([](int& value) { return value; }); });
#endif
}
