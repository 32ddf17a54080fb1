// SPDX-License-Identifier: GPL-2.0
// Nothing says that a queue of C code is still there when the work runs.
// misuse: Work and timers: a work is bound to a queue that nobody keeps
// rust: compile error: does not live long enough (E0597)
// expect: error: (no matching function|class template argument deduction failed)

#include <kernel/workqueue.hpp>

[[maybe_unused]] static void example(::workqueue_struct* raw,
                                     const kernel::workqueue::OwnedQueue& queue) {
  auto nothing = [] {};
#ifdef FAIL
  kernel::Work work(nothing, raw);
#else
  kernel::Work work(nothing, queue);
#endif
  static_cast<void>(raw);
  work.enqueue();
}
