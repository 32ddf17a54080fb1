// SPDX-License-Identifier: GPL-2.0
// The entry takes itself out of the queue at its end.
// misuse: Waiting: an entry in a queue that is gone
// rust: no counterpart
// expect: error: use of deleted function .*WaitEntry

#include <kernel/sync/wait_queue.hpp>

void example();

void example() {
#ifdef FAIL
  kernel::WaitEntry entry(kernel::WaitQueue<>(), [] {});
#else
  kernel::WaitQueue<> queue;
  kernel::WaitEntry entry(queue, [] {});
#endif
}
