// SPDX-License-Identifier: GPL-2.0
// The object goes with its box, at the end of the statement.
// misuse: RCU: a reference into a box without a name
// rust: the API has no RCU box yet; a temporary: compile error (E0716)
// expect: error: use of deleted function .*operator\*\(\) const &&
// expect: the box goes at once: give it a name first

#include <kernel/sync/rcu.hpp>

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  int& number = *TRY(kernel::rcu::Box<int>::make(kernel::GFP_KERNEL, 42));
  ++number;
#else
  auto box = TRY(kernel::rcu::Box<int>::make(kernel::GFP_KERNEL, 42));
  int& number = *box;
  ++number;
#endif
  return {};
}
