// SPDX-License-Identifier: GPL-2.0
// Data that a lock guards is not to be touched without it.
// misuse: Locks: a member is written without its lock
// rust: compile error: the lock owns it
// by: lint
// expect: writing variable 'length' requires holding lock 'queue.lock' exclusively

#include <kernel/sync/mutex.hpp>

struct Queue {
  kernel::Mutex<void, "Queue::lock"> lock;
  int length KERNEL_GUARDED_BY(lock) = 0;
};
void example(Queue& queue);

void example(Queue& queue) {
#ifdef FAIL
  queue.length = 1;
#else
  auto guard = queue.lock.lock();
  queue.length = 1;
#endif
}
