// SPDX-License-Identifier: GPL-2.0
// RCU destroys the object where nothing may sleep, and the pointer inside waits.
// misuse: RCU: an rcu::Pointer inside an object that RCU frees
// rust: the API has no such call
// expect: error: static assertion failed: the T sleeps when it is destroyed, and RCU destroys it

#include <kernel/sync/rcu.hpp>

struct Node {
  int value;
#ifdef FAIL
  kernel::rcu::Pointer<Node> next;
#else
  kernel::rcu::Link<Node> next;
#endif
};

[[maybe_unused]] static bool example() {
#ifdef FAIL
  return kernel::rcu::Box<Node>::make(kernel::GFP_KERNEL, 1).is_ok();
#else
  return kernel::rcu::Box<Node>::make(kernel::GFP_KERNEL, 1).is_ok();
#endif
}
