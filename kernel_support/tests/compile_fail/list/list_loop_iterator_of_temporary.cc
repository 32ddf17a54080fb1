// SPDX-License-Identifier: GPL-2.0
// The iterator would lead into a list that is gone.
// misuse: Lists: an iterator into a list that is gone
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: use of deleted function .*begin

#include <kernel/alloc/kbox.hpp>
#include <kernel/list.hpp>

struct Job : kernel::ListLinks<> {
  int number = 0;
};
using Jobs = kernel::List<kernel::KBox<Job>>;

Jobs make();

[[maybe_unused]] static int example() {
#ifdef FAIL
  auto first = make().begin();
#else
  auto jobs = make();
  auto first = jobs.begin();
#endif
  return first->number;
}
