// SPDX-License-Identifier: GPL-2.0
// There is no work in it.
// expect: the object must have the base SharedWork

#include <kernel/workqueue.hpp>

struct Job : kernel::SharedWork<Job> {
  static void run(const kernel::Arc<Job>&) {}
};

[[maybe_unused]] static bool example(const kernel::workqueue::OwnedQueue& queue,
                                     const kernel::Arc<int>& number, const kernel::Arc<Job>& job) {
#ifdef FAIL
  static_cast<void>(job);
  return queue.enqueue(number);
#else
  static_cast<void>(number);
  return queue.enqueue(job);
#endif
}
