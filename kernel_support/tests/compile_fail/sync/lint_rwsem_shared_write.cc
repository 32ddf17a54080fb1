// SPDX-License-Identifier: GPL-2.0
// Data that an RwSemaphore guards is not to be written by its readers.
// misuse: Locks: data is written by a reader
// rust: compile error: no `DerefMut` (RwLock of std)
// by: lint
// expect: writing variable 'length' requires holding lock 'queue.lock' exclusively

#include <kernel/sync/rwsem.hpp>

struct Queue {
  kernel::RwSemaphore<void, "Queue::lock"> lock;
  int length KERNEL_GUARDED_BY(lock) = 0;
};
int example(Queue& queue);

int example(Queue& queue) {
  {
    auto guard = queue.lock.write();
    queue.length = 1;
  }
  auto guard = queue.lock.read();
#ifdef FAIL
  queue.length = 2;
#endif
  return queue.length;
}
