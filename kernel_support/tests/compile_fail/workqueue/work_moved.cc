// SPDX-License-Identifier: GPL-2.0
// The kernel keeps its address.
// misuse: Work and timers: a work that the kernel has is moved
// rust: compile error: it is pinned
// expect: error: use of deleted function .*Work

#include <kernel/workqueue.hpp>

[[maybe_unused]] static void example() {
  auto function = [] {};
  kernel::Work work(function, kernel::workqueue::system());
#ifdef FAIL
  kernel::Work other(std::move(work));
#else
  kernel::Work other(function, kernel::workqueue::system());
#endif
}
