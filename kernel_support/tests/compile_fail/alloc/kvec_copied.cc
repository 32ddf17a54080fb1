// SPDX-License-Identifier: GPL-2.0
// A copy would allocate behind the reader's back.
// misuse: Vectors: copied without saying so
// rust: compile error: use after move (E0382)
// expect: error: use of deleted function .*Vec

#include <kernel/alloc/kvec.hpp>

[[maybe_unused]] static kernel::KVec<int> example(kernel::KVec<int>& numbers) {
#ifdef FAIL
  return kernel::KVec<int>(numbers);
#else
  return kernel::KVec<int>(std::move(numbers));
#endif
}
