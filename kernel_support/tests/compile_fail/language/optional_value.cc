// SPDX-License-Identifier: GPL-2.0
// std::optional has its own way to fail, which the kernel has not.
// misuse: Values and errors: the value of an empty optional, by its value()
// rust: panic at run time: `unwrap()` on `None`
// by: link
// expect: error: the standard library's own way to fail is used

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <optional>

#ifdef FAIL
static constinit std::optional<int> number;
static void use() { pr_info("{}\n", number.value()); }
#else
static constinit std::optional<int> number;
static void use() { pr_info("{}\n", number.value_or(0)); }
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    use();
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "optional_value",
  .description = "an example",
  .license = "GPL",
});
