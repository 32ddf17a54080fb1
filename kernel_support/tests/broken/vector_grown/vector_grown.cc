// SPDX-License-Identifier: GPL-2.0
// A vector grows while a loop goes over it.
// misuse: Vectors: it grows while a loop goes over its elements
// rust: compile error: borrowed twice (E0499)

#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

[[gnu::noipa]] static kernel::Result<void> repeat_first() {
  auto numbers = TRY(kernel::KVec<int>::from_elem(7, 4, kernel::GFP_KERNEL));
  int sum = 0;
  for (int& number : numbers) {
    sum += number;  // caught here
    if (sum < 10) TRY(numbers.push(sum, kernel::GFP_KERNEL));
  }
  pr_info("{}\n", sum);
  return {};
}

struct VectorGrown : kernel::Module<VectorGrown> {
  static kernel::Result<VectorGrown> init(kernel::ThisModule&) {
    TRY(repeat_first());
    return {std::in_place};
  }
};

KERNEL_MODULE(VectorGrown, {
  .name = "vector_grown",
  .description = "Broken on purpose",
  .license = "GPL",
});
