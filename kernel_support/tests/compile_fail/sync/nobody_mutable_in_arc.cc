// SPDX-License-Identifier: GPL-2.0
// Two owners in two threads write at once: what an Arc shares is constant, a mutable member is not.
// misuse: Shared objects: a mutable member is written by several owners
// rust: compile error, where it is sent: a `Cell` is not Sync
// by: nobody
// reason: the compiler does not let a library look at members; an Atomic or a lock is the way

#include <kernel/sync/arc.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/thread.hpp>

struct Counter {
#ifdef FAIL
  void count() const { ++number; }
  mutable int number = 0;
#else
  void count() const { number.inc(kernel::Relaxed); }
  kernel::Atomic<int> number{0};
#endif
};

[[maybe_unused]] static kernel::Result<void> example() {
  auto counter = TRY(kernel::Arc<Counter>::make(kernel::GFP_KERNEL));
  auto count = [](const kernel::Arc<Counter>& counter) { counter->count(); };
  auto first = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "first", count, counter));
  auto second = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "second", count, counter));
  return {};
}
