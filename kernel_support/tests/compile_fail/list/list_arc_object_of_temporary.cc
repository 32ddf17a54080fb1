// SPDX-License-Identifier: GPL-2.0
// The object may go with the last owner of it.
// misuse: Lists: a reference to the object of a ListArc that is gone
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: use of deleted function .*operator\*
// expect: error: use of deleted function .*operator->

#include <kernel/list.hpp>

struct Job : kernel::ListLinks<> {
  int number = 0;
};
kernel::ListArc<Job> make();

[[maybe_unused]] static int example() {
#ifdef FAIL
  const Job& job = *make();
  const int& number = make()->number;
  return job.number + number;
#else
  auto owner = make();
  const Job& job = *owner;
  return job.number;
#endif
}
