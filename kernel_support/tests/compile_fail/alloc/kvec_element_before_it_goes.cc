// SPDX-License-Identifier: GPL-2.0
// The elements go with their vector, at the end of the statement.
// misuse: Vectors: a reference to an element of a vector without a name
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: use of deleted function .*operator\[\]\(.*\) const &&
// expect: the vector goes at once: give it a name first

#include <kernel/alloc/kvec.hpp>

static kernel::Result<kernel::KVec<int>> make() {
  return kernel::KVec<int>::from_elem(5, 8, kernel::GFP_KERNEL);
}

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  int& number = TRY(make())[0];
  ++number;
#else
  auto vector = TRY(make());
  int& number = vector[0];
  ++number;
#endif
  return {};
}
