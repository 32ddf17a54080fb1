// SPDX-License-Identifier: GPL-2.0
// The vector goes when the function returns.
// misuse: Vectors: a reference to an element of a local vector is returned
// rust: compile error: returns a reference to a local variable (E0515)
// expect: reference to stack memory associated with local variable 'numbers' returned
// by: lint

#include <kernel/alloc/kvec.hpp>

[[maybe_unused]] static int& example(kernel::KVec<int>& lasting) {
#ifdef FAIL
  kernel::KVec<int> numbers = std::move(lasting);
  return numbers[0];
#else
  return lasting[0];
#endif
}
