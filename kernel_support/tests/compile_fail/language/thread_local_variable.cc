// SPDX-License-Identifier: GPL-2.0
// The threads of the kernel have no storage of their own.
// misuse: Threads: a variable for each thread, which the kernel has not
// rust: compile error: no `thread_local!` in core
// by: link
// expect: error: a thread_local variable is used

#include <kernel/module.hpp>
#include <kernel/print.hpp>

#ifdef FAIL
static thread_local int number = 3;
static void use() { pr_info("{}\n", ++number); }
#else
static constinit int number = 3;
static void use() { pr_info("{}\n", ++number); }
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    use();
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "thread_local_variable",
  .description = "an example",
  .license = "GPL",
});
