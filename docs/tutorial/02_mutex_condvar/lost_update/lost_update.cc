// SPDX-License-Identifier: GPL-2.0
// Two threads add 1 each, and the sum is 1; with a mutex it is 2.

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/thread.hpp>
#include <kernel/time/delay.hpp>

using kernel::Atomic;
using kernel::Completion;
using kernel::Delta;
using kernel::GFP_KERNEL;
using kernel::Mutex;
using kernel::Relaxed;
using kernel::Result;
using kernel::Thread;

//! [without]
static Result<int> add_without_lock() {
  Atomic<int> sum{0};
  Completion read[2];
  auto add = [&](int me) {
    int seen = sum.load(Relaxed);
    read[me].complete();
    if (read[1 - me].wait_interruptible().is_err()) return;  // there is no other
    // By now both have read.
    sum.store(seen + 1, Relaxed);
  };
  Thread one = TRY(Thread::spawn(GFP_KERNEL, "one", add, 0));
  Thread other = TRY(Thread::spawn(GFP_KERNEL, "other", add, 1));
  std::move(one).join();  // waits until it has ended
  std::move(other).join();
  return sum.load(Relaxed);
}
//! [without]

//! [with]
static Result<int> add_with_lock() {
  Mutex<int, "lost_update::sum"> sum(0);
  auto add = [&] {
    auto guard = sum.lock();
    int seen = *guard;
    kernel::msleep(Delta::from_millis(10));  // time enough for the other to interfere
    *guard = seen + 1;
  };
  Thread one = TRY(Thread::spawn(GFP_KERNEL, "one", add));
  Thread other = TRY(Thread::spawn(GFP_KERNEL, "other", add));
  std::move(one).join();  // waits until it has ended
  std::move(other).join();
  return sum.with([](int& value) { return value; });
}
//! [with]

struct LostUpdate : kernel::Module<LostUpdate> {
  static Result<LostUpdate> init(kernel::ThisModule&) {
    int without = TRY(add_without_lock());
    pr_info("1 + 1 without a lock: {}\n", without);
    int with = TRY(add_with_lock());
    pr_info("1 + 1 with a mutex: {}\n", with);
    return {std::in_place};
  }
};

KERNEL_MODULE(LostUpdate, {
  .name = "lost_update",
  .description = "Loses an update, and then does not",
  .license = "GPL",
});
