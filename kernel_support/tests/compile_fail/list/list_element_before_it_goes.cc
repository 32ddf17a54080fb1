// SPDX-License-Identifier: GPL-2.0
// The elements go with their list, at the end of the statement.
// misuse: Lists: a reference to an element of a list without a name
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: use of deleted function .*front\(\) const &&
// expect: the list goes at once: give it a name first

#include <kernel/alloc/kbox.hpp>
#include <kernel/list.hpp>

struct Job : kernel::ListLinks<> {
  int number = 0;
};
using Jobs = kernel::List<kernel::KBox<Job>>;

[[maybe_unused]] static int example(Jobs (*make)()) {
#ifdef FAIL
  Job& job = make().front();
#else
  Jobs jobs = make();
  Job& job = jobs.front();
#endif
  return ++job.number;
}
