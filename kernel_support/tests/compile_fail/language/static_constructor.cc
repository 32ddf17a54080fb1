// SPDX-License-Identifier: GPL-2.0
// A static object whose constructor would have to run.
// misuse: Language: a static object whose constructor nobody runs
// rust: compile error: not const (E0015)
// by: link
// expect: error: a static object needs code to be constructed or destroyed, which never runs in a module: .*static_constructor\.cc:\d+
// expect: make it constinit without a destructor, or a member of the module's class

#include <kernel/module.hpp>
#include <kernel/print.hpp>

#ifdef FAIL
struct Counter {
  Counter() { pr_info("constructed\n"); }
  int value = 0;
};
static Counter counter;
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
  .name = "static_constructor",
  .description = "an example",
  .license = "GPL",
});
