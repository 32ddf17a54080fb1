// SPDX-License-Identifier: GPL-2.0
// A condition that the optimiser finds to be wrong.
// misuse: Language: a condition that the optimiser finds to be wrong
// rust: link error, too: `build_assert!`
// by: link
// expect: error: call to .* declared with attribute error: BUILD_ASSERT: the value is too large

#include <kernel/build_assert.hpp>
#include <kernel/module.hpp>

#ifdef FAIL
static inline void check(int value) { BUILD_ASSERT(value < 3, "the value is too large"); }
static void use() { check(5); }
#else
static inline void check(int value) { BUILD_ASSERT(value < 3, "the value is too large"); }
static void use() { check(2); }
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    use();
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "build_assert",
  .description = "an example",
  .license = "GPL",
});
