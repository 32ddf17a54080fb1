// SPDX-License-Identifier: GPL-2.0
// Is unloaded while its threads wait, its work is queued and its timer runs: all of it has ended
// before the module goes.

#include <kernel/alloc/kbox.hpp>
#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/rcu.hpp>
#include <kernel/sync/spinlock.hpp>
#include <kernel/thread.hpp>
#include <kernel/time/delay.hpp>
#include <kernel/time/hrtimer.hpp>
#include <kernel/workqueue.hpp>

MODULE_PARAM(late, bool, false, 0444, "end the loading only when everybody waits");

using kernel::Atomic;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Relaxed;
using kernel::Result;
using kernel::Thread;
using kernel::ThreadStop;
using namespace kernel::literals;

namespace {

// Counts those who are about, here and in callbacks.
constinit Atomic<int> running;

struct Version {
  Version() { running.inc(Relaxed); }
  ~Version() { running.dec(Relaxed); }
};

struct Tick {
  kernel::HrTimerRestart operator()(
      kernel::HrTimerContext<kernel::clock::Monotonic>& context) const {
    context.forward(50_us);
    return kernel::HrTimerRestart::Restart;
  }
};

class Waiters {
 public:
  Result<void> start() {
    for (int i = 0; i < 8; ++i) {
      auto life = [this, i](ThreadStop& stop) {
        running.inc(Relaxed);
        wait(i % 4, stop);
        running.dec(Relaxed);
      };
      auto thread = TRY(Thread::spawn(GFP_KERNEL, FMT("waiter/{}", i), life));
      TRY(threads_.push(std::move(thread), GFP_KERNEL));
    }
    for (int i = 0; i < 20; ++i) {
      auto version = TRY(kernel::rcu::Box<Version>::make(GFP_KERNEL));
      version_.replace(std::move(version));
      work_.enqueue();
    }
    timer_.start(50_us);
    if (late.get()) kernel::fsleep(20_ms);
    return {};
  }

 private:
  void wait(int how, ThreadStop& stop) {
    if (how == 0) {
      auto guard = level_.lock();
      risen_.wait(guard, [&](int& now) { return now > 0 || stop.should_stop(); });
    } else if (how == 1) {
      auto guard = spin_level_.lock();
      spin_risen_.wait(guard, [&](int& now) { return now > 0 || stop.should_stop(); });
    } else if (how == 2) {
      while (!stop.should_stop()) static_cast<void>(never_.wait_interruptible());
    } else {
      stop.wait();
    }
  }

  // Puts itself in again, for as long as it can.
  void on_work() {
    kernel::fsleep(20_us);
    work_.enqueue();
  }

  kernel::Mutex<int, "Waiters::level"> level_{0};
  kernel::CondVar<decltype(level_), "Waiters::risen"> risen_;
  kernel::SpinLock<int, "Waiters::spin_level"> spin_level_{0};
  kernel::CondVar<decltype(spin_level_), "Waiters::spin_risen"> spin_risen_;
  kernel::Completion never_;
  kernel::rcu::Pointer<Version> version_;
  kernel::HrTimer<Tick> timer_{Tick{}};
  kernel::Work<&Waiters::on_work> work_{*this, kernel::workqueue::system_unbound()};
  // SAFETY: last, so first to go: after that, nobody waits, and the work does without.
  kernel::KVec<Thread> threads_;
};

}  // namespace

class SyncUnloadTest : public kernel::Module<SyncUnloadTest> {
 public:
  static Result<SyncUnloadTest> init(kernel::ThisModule&) {
    auto waiters = TRY(KBox<Waiters>::make(GFP_KERNEL));
    TRY(waiters->start());
    return {std::in_place, std::move(waiters)};
  }
  explicit SyncUnloadTest(KBox<Waiters> waiters) : waiters_(std::move(waiters)) {}
  ~SyncUnloadTest() {
    { KBox<Waiters> end = std::move(waiters_); }
    if (running.load(Relaxed) == 0) pr_info("all have ended\n");
    if (running.load(Relaxed) != 0) pr_err("{} still run\n", running.load(Relaxed));
  }

 private:
  KBox<Waiters> waiters_;
};

KERNEL_MODULE(SyncUnloadTest, {
  .name = "sync_unload_test",
  .description = "Is unloaded while everybody waits",
  .license = "GPL",
});
