// SPDX-License-Identifier: GPL-2.0
// There may be no memory.
// misuse: Vectors: an element that found no memory is not noticed
// rust: warning: unused `Result` (must_use)
// expect: error: ignoring returned value of type .*Result<void>.*this operation can fail: use TRY

#include <kernel/alloc/kvec.hpp>

[[maybe_unused]] static void example(kernel::KVec<int>& numbers) {
#ifdef FAIL
  numbers.push(1, kernel::GFP_KERNEL);
#else
  if (numbers.push(1, kernel::GFP_KERNEL).is_err()) return;
#endif
}
