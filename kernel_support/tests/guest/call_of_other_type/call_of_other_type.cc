// SPDX-License-Identifier: GPL-2.0
//
// The kernel, which is C, calls functions in C++ through pointers. Where it checks their types
// (kCFI), it finds the type of one that is what it says, and stops before one that is not.
#include <kernel/error.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/time/delay.hpp>

namespace {

int of_this_type(void*) {
  pr_info("a thread of the type that the kernel calls\n");
  return 0;
}

long of_other_type(void*) {
  pr_alert("a thread of another type\n");
  return 0;
}

kernel::Result<void> start(int (*function)(void*)) {
  auto* task = TRY(kernel::from_err_ptr(
      bindings::kthread_create_on_node(function, nullptr, bindings::NUMA_NO_NODE, "%s", "called")));
  bindings::wake_up_process(task);
  kernel::msleep(kernel::Delta::from_millis(1000));
  return {};
}

}  // namespace

struct CallOfOtherType : kernel::Module<CallOfOtherType> {
  static kernel::Result<CallOfOtherType> init(kernel::ThisModule&) {
    TRY(start(&of_this_type));
    // A plain cast would be warned of.
    void* other = reinterpret_cast<void*>(&of_other_type);
    TRY(start(reinterpret_cast<int (*)(void*)>(other)));
    return {std::in_place};
  }
};

KERNEL_MODULE(CallOfOtherType, {
  .name = "call_of_other_type",
  .description = "Broken on purpose",
  .license = "GPL",
});
