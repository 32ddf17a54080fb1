// SPDX-License-Identifier: GPL-2.0
// A static object whose destructor would have to run.
// misuse: Language: a static object whose destructor nobody runs
// rust: allowed: never dropped
// by: link
// expect: error: a static object needs code to be constructed or destroyed, which never runs in a module: .*static_destructor\.cc:\d+
// expect: make it constinit without a destructor, or a member of the module's class

#include <kernel/module.hpp>
#include <kernel/print.hpp>

#ifdef FAIL
struct Counter {
  constexpr Counter() = default;
  ~Counter() { pr_info("destroyed\n"); }
  int value = 0;
};
static constinit Counter counter;
static void use() { ++counter.value; }
#else
struct Counter {
  constexpr Counter() = default;
  int value = 0;
};
static constinit Counter counter;
static void use() { ++counter.value; }
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    use();
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "static_destructor",
  .description = "an example",
  .license = "GPL",
});
