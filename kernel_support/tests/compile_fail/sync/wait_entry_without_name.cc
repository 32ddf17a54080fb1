// SPDX-License-Identifier: GPL-2.0
// An entry without a name would leave the queue at once.
// misuse: Waiting: an entry leaves the queue before the wait
// rust: no counterpart
// expect: error: ignoring return value of .*an entry without a name leaves the queue at once

#include <kernel/sync/wait_queue.hpp>

[[maybe_unused]] static void example(kernel::WaitQueueHead& queue, int& calls) {
  auto count = [&calls] { ++calls; };
#ifdef FAIL
  kernel::WaitEntry(queue, count);
#else
  kernel::WaitEntry entry(queue, count);
#endif
}
