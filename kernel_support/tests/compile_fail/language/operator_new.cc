// SPDX-License-Identifier: GPL-2.0
// Memory comes with flags and may not be there.
// misuse: Boxes: memory from operator new, which cannot fail
// rust: the API has no such call
// by: link
// expect: error: operator new or delete is used
// expect: own memory through the types of <kernel/alloc/\.\.\.>

#include <kernel/module.hpp>
#include <kernel/print.hpp>

#ifdef FAIL
static void use() {
  int* number = new int(3);
  pr_info("{}\n", static_cast<void*>(number));
}
#else
static void use() {
  int number = 3;
  pr_info("{}\n", number);
}
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    use();
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "operator_new",
  .description = "an example",
  .license = "GPL",
});
