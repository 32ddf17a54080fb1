// SPDX-License-Identifier: GPL-2.0
// A predicate puts an element into the vector that calls it, which would move the elements away.
// misuse: Vectors: a function that retain() calls changes the vector
// rust: compile error: borrowed as mutable twice (E0499)
#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>

struct VectorChangedMeanwhile : kernel::Module<VectorChangedMeanwhile> {
  static kernel::Result<VectorChangedMeanwhile> init(kernel::ThisModule&) {
    auto numbers = TRY(kernel::KVec<int>::from_elem(1, 4, kernel::GFP_KERNEL));
    numbers.retain([&](int number) { return numbers.push(number, kernel::GFP_KERNEL).is_ok(); });
    return {std::in_place};
  }
};

KERNEL_MODULE(VectorChangedMeanwhile, {
  .name = "vector_changed_meanwhile",
  .license = "GPL",
});
