// SPDX-License-Identifier: GPL-2.0
// The function runs in another thread.
// misuse: Work and timers: what belongs to one thread is used by a worker
// rust: compile error: not Send
// expect: the owner stays with its thread, and work runs in another one

#include <kernel/workqueue.hpp>

#ifdef FAIL
using Base = kernel::NotThreadSafe;
#else
struct Base {};
#endif

struct Trace : Base {
  void write() const {}
};

[[maybe_unused]] static void example(Trace& trace) {
#ifdef FAIL
  kernel::Work<&Trace::write> work(trace, kernel::workqueue::system());
#else
  kernel::Work<&Trace::write> work(trace, kernel::workqueue::system());
#endif
}
