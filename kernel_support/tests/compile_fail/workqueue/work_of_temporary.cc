// SPDX-License-Identifier: GPL-2.0
// The function object would be gone before it is called.
// misuse: Work and timers: the function is gone before it is called
// rust: compile error: the queue owns an Arc of it
// expect: error: (cannot bind non-const lvalue reference|class template argument deduction failed)

#include <kernel/workqueue.hpp>

[[maybe_unused]] static void example() {
  auto function = [] {};
#ifdef FAIL
  kernel::Work work([] {}, kernel::workqueue::system());
#else
  kernel::Work work(function, kernel::workqueue::system());
#endif
}
