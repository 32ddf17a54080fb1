// SPDX-License-Identifier: GPL-2.0
// Constant lists have constant elements.
// misuse: Lists: an element is changed through a list that is shared
// rust: compile error: cannot assign behind a `&` reference (E0594)
// expect: error: assignment of member .*number.* in read-only object

#include <kernel/alloc/kbox.hpp>
#include <kernel/list.hpp>

struct Job : kernel::ListLinks<> {
  int number = 0;
};
using Jobs = kernel::List<kernel::KBox<Job>>;

[[maybe_unused]] static void example(Jobs& jobs) {
#ifdef FAIL
  const Jobs& shared = jobs;
  shared.front().number = 1;
#else
  jobs.front().number = 1;
#endif
}
