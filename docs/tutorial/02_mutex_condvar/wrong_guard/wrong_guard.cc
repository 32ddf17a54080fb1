// SPDX-License-Identifier: GPL-2.0
// A mistake: waiting with the guard of another lock.

#include <kernel/module.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>

//! [mistake]
struct WrongGuard : kernel::Module<WrongGuard> {
  static kernel::Result<WrongGuard> init(kernel::ThisModule&) {
    kernel::Mutex<int, "Example::inlet"> inlet(0);
    kernel::Mutex<int, "Example::outlet"> outlet(0);
    kernel::CondVar<decltype(inlet)> risen;
    auto level = outlet.lock();
    risen.wait(level, [](int& now) { return now > 5; });
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(WrongGuard, {
  .name = "wrong_guard",
  .description = "Does not compile",
  .license = "GPL",
});
