// SPDX-License-Identifier: GPL-2.0
// A helper exists only where it is called.
// misuse: Language: the address of a function that is only inlined
// rust: the API has no such call
// by: link
// expect: error: helpers were not inlined: cpp_helper_BUG
// expect: call them directly, not through their address

#include <kernel/module.hpp>
#include <kernel/print.hpp>

#ifdef FAIL
static void (*volatile stop)();
static void use() {
  stop = &cpp_helper_BUG;
  stop();
}
#else
static void use() {
  if (__this_module.name[0] == '\0') cpp_helper_BUG();
}
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    use();
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "helper_by_address",
  .description = "an example",
  .license = "GPL",
});
