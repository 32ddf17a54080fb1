// SPDX-License-Identifier: GPL-2.0
// The object goes when the function returns.
// misuse: Values and errors: an optional reference to a local variable is returned
// rust: compile error: returns a reference to a local variable (E0515)
// expect: address of stack memory associated with local variable 'number' returned
// by: lint

#include <kernel/types/optional_ref.hpp>

[[maybe_unused]] static kernel::OptionalRef<int> example(int& lasting) {
#ifdef FAIL
  int number = lasting;
  return kernel::OptionalRef<int>(number);
#else
  return kernel::OptionalRef<int>(lasting);
#endif
}
