// SPDX-License-Identifier: GPL-2.0
// Readers of other threads would use what belongs to this one.
// misuse: RCU: readers of other threads see what belongs to one
// rust: compile error: not Send
// expect: error: static assertion failed: a Pointer shares its object with other threads

#include <kernel/sync/rcu.hpp>

#ifdef FAIL
struct Value : kernel::NotThreadSafe {};
#else
struct Value {};
#endif

[[maybe_unused]] static bool example() {
#ifdef FAIL
  return kernel::rcu::Box<Value>::make(kernel::GFP_KERNEL).is_ok();
#else
  return kernel::rcu::Box<Value>::make(kernel::GFP_KERNEL).is_ok();
#endif
}
