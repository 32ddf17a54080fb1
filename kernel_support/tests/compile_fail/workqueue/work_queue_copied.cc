// SPDX-License-Identifier: GPL-2.0
// It is the only owner of its queue.
// misuse: Work and timers: two owners of a queue
// rust: compile error: use after move (E0382)
// expect: error: use of deleted function .*OwnedQueue

#include <kernel/workqueue.hpp>

[[maybe_unused]] static kernel::workqueue::OwnedQueue example(
    kernel::workqueue::OwnedQueue& queue) {
#ifdef FAIL
  return kernel::workqueue::OwnedQueue(queue);
#else
  return kernel::workqueue::OwnedQueue(std::move(queue));
#endif
}
