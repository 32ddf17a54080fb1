// SPDX-License-Identifier: GPL-2.0
// A pointer is not Send; in a structure it is not seen.
// misuse: Threads: a thread is given a structure with a pointer to what may go
// rust: compile error: not Send
// by: nobody
// reason: the compiler does not let a library look at members; the base NotThreadSafe says it

#include <kernel/sync/arc.hpp>
#include <kernel/thread.hpp>

#ifdef FAIL
struct Order {
  const int* number;
};
#else
struct Order {
  kernel::Arc<int> number;
};
#endif

[[maybe_unused]] static kernel::Result<void> example() {
  auto number = TRY(kernel::Arc<int>::make(kernel::GFP_KERNEL, 3));
  auto use = [](kernel::ThreadStop& stop, const Order&) { stop.wait(); };
#ifdef FAIL
  Order order{&*number};
#else
  Order order{number};
#endif
  auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "example", use, std::move(order)));
  return {};
}
