// SPDX-License-Identifier: GPL-2.0
// One condition variable is waited on with the guards of two locks of one type.
// misuse: Waiting: a condition variable is waited on with two locks of one type
// rust: not caught

#include <kernel/module.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>

//! [mistake]
using Flag = kernel::Mutex<bool, "Port::ready">;

[[gnu::noipa]] static void wait_for(const Flag& flag, const kernel::CondVar<Flag>& changed) {
  auto ready = flag.lock();
  // Bypassed: a guard of another type does not compile. Which lock
  // it holds, the type cannot say.
  changed.wait(ready, [](bool& value) { return value; });  // caught here
}
//! [mistake]

struct CondvarTwoLocks : kernel::Module<CondvarTwoLocks> {
  static kernel::Result<CondvarTwoLocks> init(kernel::ThisModule&) {
    Flag input(true);
    Flag output(true);
    kernel::CondVar<Flag> changed;
    wait_for(input, changed);
    wait_for(output, changed);
    return {std::in_place};
  }
};

KERNEL_MODULE(CondvarTwoLocks, {
  .name = "condvar_two_locks",
  .description = "Broken on purpose",
  .license = "GPL",
});
