// SPDX-License-Identifier: GPL-2.0
// A result without a name gives its value away, so nothing is left to refer to.
// misuse: Values and errors: a reference to the value of a result without a name
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: cannot bind non-const lvalue reference of type .*Vec

#include <kernel/alloc/kvec.hpp>

static kernel::Result<kernel::KVec<int>> make() {
  return kernel::KVec<int>::from_elem(5, 8, kernel::GFP_KERNEL);
}

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  auto& numbers = make().value();
#else
  auto&& numbers = make().value();  // the value itself
#endif
  return numbers.push(1, kernel::GFP_KERNEL);
}
