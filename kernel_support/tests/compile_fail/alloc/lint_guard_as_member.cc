// SPDX-License-Identifier: GPL-2.0
// Built in place, a guard goes to the heap inside of another object.
// misuse: Locks: a guard on the heap inside of an object, which it is a member of
// rust: allowed
// by: lint
// expect: 'held' is a guard, and stays as long as the object that it is a member of

#include <kernel/alloc/kbox.hpp>
#include <kernel/sync/mutex.hpp>

using Counter = kernel::Mutex<int>;

#ifdef FAIL
struct Lazily {
  const Counter& counter;
  // NOLINTNEXTLINE(google-explicit-constructor)
  operator kernel::Guard<Counter>() const { return counter.lock(); }
};
struct Session {
  kernel::Guard<Counter> held;
};
#else
struct Session {
  const Counter& counter;
};
#endif

kernel::Result<void> example(const Counter& counter);

kernel::Result<void> example(const Counter& counter) {
#ifdef FAIL
  auto session = TRY(kernel::KBox<Session>::make(kernel::GFP_KERNEL, Lazily{counter}));
  *session->held = 1;
#else
  auto session = TRY(kernel::KBox<Session>::make(kernel::GFP_KERNEL, counter));
  auto guard = session->counter.lock();
  *guard = 1;
#endif
  return {};
}
