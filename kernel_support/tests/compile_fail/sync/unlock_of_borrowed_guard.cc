// SPDX-License-Identifier: GPL-2.0
// A function that is lent a guard cannot end it.
// misuse: Locks: a function unlocks a guard that it was lent
// rust: compile error: cannot move out of a borrow (E0507)
// expect: error: .*unlock.*

#include <kernel/sync/mutex.hpp>

using Counter = kernel::Mutex<int>;

[[maybe_unused]] static void example(kernel::Guard<Counter>& guard) {
#ifdef FAIL
  guard.unlock();
#endif
  *guard += 1;
}
