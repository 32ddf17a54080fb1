// SPDX-License-Identifier: GPL-2.0
// The vector goes when the function returns.
// misuse: Vectors: a span of a local vector is returned
// rust: compile error: returns a reference to a local variable (E0515)
// expect: address of stack memory associated with local variable 'numbers' returned
// by: lint

#include <kernel/alloc/kvec.hpp>

[[maybe_unused]] static std::span<int> example(kernel::KVec<int>& lasting) {
#ifdef FAIL
  kernel::KVec<int> numbers = std::move(lasting);
  return numbers.span();
#else
  return lasting.span();
#endif
}
