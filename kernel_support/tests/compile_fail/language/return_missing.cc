// SPDX-License-Identifier: GPL-2.0
// What would the caller get?
// misuse: Language: a function ends without giving back its value
// rust: compile error: mismatched types (E0308)
// by: link
// expect: error: control reaches end of non-void function

#include <kernel/module.hpp>
#include <kernel/print.hpp>

[[gnu::noipa]] static int sign_of(int number) {
  if (number > 0) return 1;
  if (number < 0) return -1;
#ifdef FAIL
}
#else
  return 0;
}
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    pr_info("{}\n", sign_of(3));
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "return_missing",
  .description = "an example",
  .license = "GPL",
});
