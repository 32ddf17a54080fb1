// SPDX-License-Identifier: GPL-2.0
// The cursor would be at a place of a list that is gone.
// misuse: Lists: a cursor into a list that is gone
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: .*passing 'Jobs'|error: .*(discards qualifiers|rvalue|no matching)

#include <kernel/alloc/kbox.hpp>
#include <kernel/list.hpp>

struct Job : kernel::ListLinks<> {
  int number = 0;
};
using Jobs = kernel::List<kernel::KBox<Job>>;

Jobs make();

[[maybe_unused]] static bool example() {
#ifdef FAIL
  auto cursor = make().cursor_front();
#else
  auto jobs = make();
  auto cursor = jobs.cursor_front();
#endif
  return cursor.move_next();
}
