// SPDX-License-Identifier: GPL-2.0
// A wake-up that comes between looking and sleeping, and how it is not lost.

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/thread.hpp>

using kernel::CondVar;
using kernel::Delta;
using kernel::GFP_KERNEL;
using kernel::Mutex;
using kernel::Result;
using kernel::Thread;

//! [shared]
constexpr Delta kPatience = Delta::from_millis(100);

using Flag = Mutex<bool, "lost_wakeup::ready">;
struct Shared {
  Flag ready{false};
  CondVar<Flag> changed;
};
//! [shared]

// Has another thread set the flag and notify, and returns when it has done both.
//! [other]
static Result<void> let_another_set(Shared& shared) {
  Thread setter = TRY(Thread::spawn(GFP_KERNEL, "setter", [&] {
    shared.ready.with([](bool& ready) { ready = true; });
    shared.changed.notify_all();
  }));
  std::move(setter).join();
  return {};
}
//! [other]

//! [two_steps]
static Result<void> look_then_sleep() {
  Shared shared;
  bool seen = shared.ready.with([](bool& ready) { return ready; });  // it looks: not ready
  // Now it becomes ready, and all who wait are notified.
  TRY(let_another_set(shared));
  auto guard = shared.ready.lock();
  return shared.changed.wait_timeout(guard, kPatience, [&](bool&) { return seen; });
}
//! [two_steps]

//! [one_step]
static Result<void> look_while_going_to_sleep() {
  Shared shared;
  TRY(let_another_set(shared));
  auto guard = shared.ready.lock();
  return shared.changed.wait_timeout(guard, kPatience, [](bool& ready) { return ready; });
}
//! [one_step]

struct LostWakeup : kernel::Module<LostWakeup> {
  static Result<LostWakeup> init(kernel::ThisModule&) {
    Result<void> asleep = look_then_sleep();
    if (asleep.is_err()) pr_info("looked, then slept: {}\n", asleep.error());
    TRY(look_while_going_to_sleep());
    pr_info("looked while going to sleep: it was ready\n");
    return {std::in_place};
  }
};

KERNEL_MODULE(LostWakeup, {
  .name = "lost_wakeup",
  .description = "Loses a wake-up, and then does not",
  .license = "GPL",
});
