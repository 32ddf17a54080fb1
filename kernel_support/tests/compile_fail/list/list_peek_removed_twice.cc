// SPDX-License-Identifier: GPL-2.0
// What was taken out is not beside the cursor any more.
// misuse: Lists: one peek removes its element without being given up
// rust: compile error: use of moved value (E0382)
// expect: error: .*(discards qualifiers|rvalue|passing)

#include <kernel/alloc/kbox.hpp>
#include <kernel/list.hpp>

struct Job : kernel::ListLinks<> {
  int number = 0;
};
using Jobs = kernel::List<kernel::KBox<Job>>;

[[maybe_unused]] static void example(Jobs& jobs) {
  auto cursor = jobs.cursor_front();
  auto next = cursor.peek_next();
#ifdef FAIL
  auto job = next.remove();
#else
  auto job = std::move(next).remove();
#endif
}
