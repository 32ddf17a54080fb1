// SPDX-License-Identifier: GPL-2.0
// A lock is released by the thread that took it.
// misuse: Locks: a guard goes to another thread
// rust: compile error: not Send
// expect: error: .*hand_over.*
// expect: note: constraints not satisfied

#include <kernel/xarray.hpp>

struct Point {
  int x;
};
using Points = kernel::XArray<kernel::KBox<Point>>;

template <kernel::Send T>
static bool hand_over(const T&) {
  return true;
}

[[maybe_unused]] static bool example(const Points& points, [[maybe_unused]] int number) {
  auto guard = points.lock();
#ifdef FAIL
  return hand_over(guard);
#else
  return hand_over(number);
#endif
}
