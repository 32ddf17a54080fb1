// SPDX-License-Identifier: GPL-2.0
// The registers for floating point belong to user space.
// misuse: Language: floating point, whose registers belong to user space
// rust: panic at run time, in the intrinsic
// by: link
// expect: error: SSE register return with SSE disabled|error: .*SSE.*disabled

#include <kernel/module.hpp>

#ifdef FAIL
static volatile int number = 3;
static volatile double half;
static void use() { half = number * 0.5; }
#else
static volatile int number = 3;
static volatile int half;
static void use() { half = number / 2; }
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    use();
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "floating_point",
  .description = "an example",
  .license = "GPL",
});
