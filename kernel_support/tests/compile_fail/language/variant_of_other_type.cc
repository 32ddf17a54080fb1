// SPDX-License-Identifier: GPL-2.0
// std::get has its own way to fail, which the kernel has not: std::get_if asks.
// misuse: Values and errors: a variant is taken for what it does not hold
// rust: compile error: an enum is matched
// by: link
// expect: error: the standard library.s own way to fail is used

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <variant>

static constinit std::variant<int, bool> value = true;
#ifdef FAIL
static void use() { pr_info("{}\n", std::get<int>(value)); }
#else
static void use() {
  if (auto* number = std::get_if<int>(&value)) pr_info("{}\n", *number);
}
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    use();
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "variant_of_other_type",
  .description = "an example",
  .license = "GPL",
});
