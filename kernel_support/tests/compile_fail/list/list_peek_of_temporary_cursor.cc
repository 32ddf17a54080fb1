// SPDX-License-Identifier: GPL-2.0
// The peek refers to its cursor, which is gone.
// misuse: Lists: a peek beside a cursor that is gone
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: use of deleted function .*peek_next

#include <kernel/alloc/kbox.hpp>
#include <kernel/list.hpp>

struct Job : kernel::ListLinks<> {
  int number = 0;
};
using Jobs = kernel::List<kernel::KBox<Job>>;

[[maybe_unused]] static bool example(Jobs& jobs) {
#ifdef FAIL
  auto next = jobs.cursor_front().peek_next();
#else
  auto cursor = jobs.cursor_front();
  auto next = cursor.peek_next();
#endif
  return bool(next);
}
