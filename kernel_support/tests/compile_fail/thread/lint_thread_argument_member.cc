// SPDX-License-Identifier: GPL-2.0
// The argument is handed to another thread, and its member points to what is of this one.
// misuse: Threads: an argument with a pointer to what it does not own
// rust: compile error: `*mut T` is not Send
// by: lint
// expect: 'number' is a pointer, and a thread shares Order among threads

#include <kernel/alloc/kbox.hpp>
#include <kernel/thread.hpp>

struct Order {
#ifdef FAIL
  int* number;
#else
  int number;
#endif
};

kernel::Result<kernel::Thread> example(Order order);

kernel::Result<kernel::Thread> example(Order order) {
  return kernel::Thread::spawn(
      kernel::GFP_KERNEL, "example", [](Order) {}, order);
}
