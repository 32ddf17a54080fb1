// SPDX-License-Identifier: GPL-2.0
// The box goes when the function returns.
// misuse: Boxes: a reference to what is in a local box is returned
// rust: compile error: returns a reference to a local variable (E0515)
// expect: reference to stack memory associated with local variable 'box' returned
// by: lint

#include <kernel/alloc/kbox.hpp>

[[maybe_unused]] static int& example(kernel::KBox<int>& lasting) {
#ifdef FAIL
  kernel::KBox<int> box = std::move(lasting);
  return *box;
#else
  return *lasting;
#endif
}
