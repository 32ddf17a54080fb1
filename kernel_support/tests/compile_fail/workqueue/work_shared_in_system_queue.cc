// SPDX-License-Identifier: GPL-2.0
// It could still be there when the module is unloaded.
// misuse: Work and timers: still queued when the module is unloaded
// rust: not caught
// expect: error: .*SystemQueue.* has no member named 'enqueue'

#include <kernel/workqueue.hpp>

struct Job : kernel::SharedWork<Job> {
  static void run(const kernel::Arc<Job>&) {}
};

[[maybe_unused]] static bool example(const kernel::workqueue::OwnedQueue& queue,
                                     const kernel::Arc<Job>& job) {
#ifdef FAIL
  return kernel::workqueue::system().enqueue(job);
#else
  return queue.enqueue(job);
#endif
}
