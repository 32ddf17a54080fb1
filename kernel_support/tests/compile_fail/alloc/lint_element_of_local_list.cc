// SPDX-License-Identifier: GPL-2.0
// The list goes when the function returns.
// misuse: Lists: a reference to an element of a local list is returned
// rust: compile error: returns a reference to a local variable (E0515)
// expect: reference to stack memory associated with local variable 'jobs' returned
// by: lint

#include <kernel/alloc/kbox.hpp>
#include <kernel/list.hpp>

struct Job : kernel::ListLinks<> {};
using Jobs = kernel::List<kernel::KBox<Job>>;

[[maybe_unused]] static Job& example(Jobs& lasting) {
#ifdef FAIL
  Jobs jobs = std::move(lasting);
  return jobs.front();
#else
  return lasting.front();
#endif
}
