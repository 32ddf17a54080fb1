// SPDX-License-Identifier: GPL-2.0
// C code keeps the address of a mutex.
// misuse: Locks: a lock moves while others wait for it
// rust: compile error: it is pinned
// expect: error: use of deleted function .*Lock<T, B, kName>::Lock

#include <kernel/sync/mutex.hpp>

[[maybe_unused]] static void example(kernel::Mutex<int>& counter) {
#ifdef FAIL
  kernel::Mutex<int> moved(std::move(counter));
#else
  kernel::Mutex<int>& moved = counter;
#endif
  moved.assert_held();
}
