// SPDX-License-Identifier: GPL-2.0
// Waits, while it is loaded, for what never comes; a user interrupts that. With how=thread a thread
// waits instead, until the module is unloaded.

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/spinlock.hpp>
#include <kernel/sync/wait_queue.hpp>
#include <kernel/thread.hpp>
#include <optional>

MODULE_PARAM(how, kernel::CStr, "thread", 0444, "how to wait");

using kernel::Result;
using namespace kernel::literals;

class SyncSignalTest : public kernel::Module<SyncSignalTest> {
 public:
  static Result<SyncSignalTest> init(kernel::ThisModule&) {
    if (how.get() == "thread") {
      auto waiter = TRY(kernel::KBox<Waiter>::make(kernel::GFP_KERNEL));
      TRY(waiter->start());
      return {std::in_place, std::move(waiter)};
    }
    pr_info("{}: waits\n", how.get());
    Result<void> result = wait();
    if (result.is_ok()) return kernel::EIO;
    pr_info("{}: {}\n", how.get(), result.error());
    return result.error();
  }

  class Waiter {
   public:
    Result<void> start() {
      auto run = [this](kernel::ThreadStop& stop) {
        auto guard = level_.lock();
        pr_info("thread: waits\n");
        risen_.wait(guard, [&](int& level) { return level > 0 || stop.should_stop(); });
        pr_info("thread: level {}\n", *guard);
      };
      kernel::Thread thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "waiter", run));
      thread_.emplace(std::move(thread));
      return {};
    }

   private:
    kernel::SpinLock<int, "Waiter::level"> level_{0};
    kernel::CondVar<decltype(level_), "Waiter::risen"> risen_;
    std::optional<kernel::Thread> thread_;
  };

  explicit SyncSignalTest(kernel::KBox<Waiter> waiter) : waiter_(std::move(waiter)) {}

 private:
  template <typename L>
  static Result<void> wait_with() {
    L level(0);
    kernel::CondVar<L, "SyncSignalTest::risen"> risen;
    auto high = [](int& now) { return now > 0; };
    auto guard = level.lock();
    if (how.get() == "condvar_freezable") return risen.wait_interruptible_freezable(guard, high);
    if (how.get() == "condvar_timeout") return risen.wait_interruptible_timeout(guard, 100_s, high);
    return risen.wait_interruptible(guard, high);
  }

  static Result<void> wait() {
    kernel::Completion done;
    kernel::WaitQueue<"SyncSignalTest::queue"> queue;
    if (how.get() == "completion") return done.wait_interruptible();
    if (how.get() == "completion_timeout") return done.wait_interruptible_timeout(100_s);
    if (how.get() == "completion_killable") return done.wait_killable();
    if (how.get() == "completion_killable_timeout") return done.wait_killable_timeout(100_s);
    if (how.get() == "queue") return queue.wait_event_interruptible([] { return false; });
    if (how.get() == "queue_killable") return queue.wait_event_killable([] { return false; });
    if (how.get() == "condvar_spinlock")
      return wait_with<kernel::SpinLock<int, "SyncSignalTest::spinlock">>();
    return wait_with<kernel::Mutex<int, "SyncSignalTest::mutex">>();
  }

  kernel::KBox<Waiter> waiter_;
};

KERNEL_MODULE(SyncSignalTest, {
  .name = "sync_signal_test",
  .description = "Waits in vain",
  .license = "GPL",
});
