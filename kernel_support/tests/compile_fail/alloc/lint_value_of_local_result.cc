// SPDX-License-Identifier: GPL-2.0
// The result goes when the function returns.
// misuse: Values and errors: a reference to the value of a local result is returned
// rust: compile error: returns a reference to a local variable (E0515)
// expect: reference to stack memory associated with local variable 'result' returned
// by: lint

#include <kernel/alloc/kbox.hpp>

[[maybe_unused]] static kernel::KBox<int>& example(kernel::KBox<int>& lasting) {
#ifdef FAIL
  kernel::Result<kernel::KBox<int>> result(std::move(lasting));
  return result.value();
#else
  return lasting;
#endif
}
