// SPDX-License-Identifier: GPL-2.0
// Two owners could put an object into two lists through the same links.
// misuse: Lists: two owners put an object into two lists by the same links
// rust: compile error: a List takes a ListArc
// expect: error: static assertion failed: an object with several owners could be in two lists

#include <kernel/list.hpp>

struct Job : kernel::ListLinks<> {};

[[maybe_unused]] static bool example() {
#ifdef FAIL
  kernel::List<kernel::Arc<Job>> jobs;
#else
  kernel::List<kernel::ListArc<Job>> jobs;
#endif
  return jobs.empty();
}
