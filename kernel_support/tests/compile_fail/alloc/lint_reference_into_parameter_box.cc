// SPDX-License-Identifier: GPL-2.0
// A box that was passed by value goes when the function returns.
// misuse: Boxes: a reference to what is in a box that was passed is returned
// rust: compile error: returns a reference to a local variable (E0515)
// expect: reference to stack memory associated with parameter 'box' returned
// by: lint

#include <kernel/alloc/kbox.hpp>

[[maybe_unused]] static int& example(kernel::KBox<int> box, int& lasting) {
#ifdef FAIL
  lasting = 1;
  return *box;
#else
  lasting = *box;
  return lasting;
#endif
}
