// SPDX-License-Identifier: GPL-2.0
// Two locks around one T would guard nothing, and C code keeps the address.
// misuse: Locks: two locks around one object
// rust: compile error: it is pinned, and not Copy
// expect: error: use of deleted function .*Lock<T, B, kName>::Lock

#include <kernel/sync/mutex.hpp>

[[maybe_unused]] static void example(kernel::Mutex<int>& counter) {
#ifdef FAIL
  kernel::Mutex<int> copy(counter);
#else
  kernel::Mutex<int>& copy = counter;
#endif
  copy.assert_held();
}
