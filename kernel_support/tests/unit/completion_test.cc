// SPDX-License-Identifier: GPL-2.0
//
// Completion: what lets a wait pass, and what ends it otherwise.
#include <kernel/ktap.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/thread.hpp>

using kernel::Acquire;
using kernel::Atomic;
using kernel::Completion;
using kernel::Delta;
using kernel::GFP_KERNEL;
using kernel::Release;
using kernel::Result;
using kernel::Signal;
using kernel::Thread;
using kernel::ThreadStop;
using namespace kernel::literals;

namespace {

// No larger than what C declares.
static_assert(sizeof(Completion) == sizeof(::completion));
static_assert(!std::is_copy_constructible_v<Completion> &&
              !std::is_move_constructible_v<Completion>);

constexpr int kForms = 6;

Result<void> wait(const Completion& done, int form) {
  switch (form) {
    case 0:
      done.wait();
      return {};
    case 1:
      return done.wait_interruptible();
    case 2:
      return done.wait_killable();
    case 3:
      return done.wait_timeout(100_s);
    case 4:
      return done.wait_interruptible_timeout(100_s);
    default:
      return done.wait_killable_timeout(Delta::kMax);
  }
}

TEST(counts) {
  const Completion done;
  EXPECT(!done.is_done());
  EXPECT(!done.try_wait());
  done.complete();
  EXPECT(done.is_done());
  EXPECT(done.is_done());
  EXPECT(done.try_wait());
  EXPECT(!done.is_done());
  EXPECT(!done.try_wait());

  for (int i = 0; i < kForms; ++i) done.complete();
  for (int i = 0; i < kForms; ++i) EXPECT(wait(done, i).is_ok());
  EXPECT(!done.is_done());

  done.complete_all();
  for (int i = 0; i < kForms; ++i) EXPECT(wait(done, i).is_ok());
  EXPECT(done.try_wait());
  EXPECT(done.is_done());
  done.reinit();
  EXPECT(!done.is_done());
  EXPECT(!done.try_wait());
}

TEST(timeouts) {
  const Completion done;
  for (Delta timeout : {0_s, 5_ms, Delta::kMin}) {
    auto result = done.wait_timeout(timeout);
    EXPECT(result.is_err() && result.error() == kernel::ETIMEDOUT);
    result = done.wait_interruptible_timeout(timeout);
    EXPECT(result.is_err() && result.error() == kernel::ETIMEDOUT);
    result = done.wait_killable_timeout(timeout);
    EXPECT(result.is_err() && result.error() == kernel::ETIMEDOUT);
  }
  done.complete();
  EXPECT(done.wait_timeout(0_s).is_ok());
  EXPECT(!done.is_done());
}

// The waiter waits before it happens: each form ends, and sees what was written before.
TEST(between_threads) {
  for (int form = 0; form < kForms; ++form) {
    Completion begun;
    Completion done;
    int message = 0;
    int seen = 0;
    auto thread = Thread::spawn(GFP_KERNEL, "waiter", [&](ThreadStop&) {
      begun.complete();
      if (wait(done, form).is_ok()) seen = message;
      begun.complete();
    });
    REQUIRE(thread.is_ok());
    begun.wait();
    bindings::msleep(2);
    EXPECT(!begun.is_done());
    message = 42;
    done.complete();
    begun.wait();
    EXPECT_EQ(seen, 42);
  }
}

TEST(complete_all_wakes_all) {
  Completion done;
  Atomic<int> woken{0};
  auto run = [&](ThreadStop& stop) {
    done.wait();
    woken.fetch_add(1, Release);
    stop.wait();
  };
  auto first = Thread::spawn(GFP_KERNEL, "waiter/0", run);
  REQUIRE(first.is_ok());
  auto second = Thread::spawn(GFP_KERNEL, "waiter/1", run);
  REQUIRE(second.is_ok());
  bindings::msleep(2);
  done.complete();
  while (woken.load(Acquire) == 0) bindings::msleep(1);
  bindings::msleep(5);
  EXPECT_EQ(woken.load(Acquire), 1);
  done.complete_all();
  while (woken.load(Acquire) == 1) bindings::msleep(1);
  EXPECT_EQ(woken.load(Acquire), 2);
}

// Signals end the waits that they may end. Threads of the kernel cannot be killed, and being
// stopped counts as a signal.
TEST(signals) {
  for (int form : {1, 4}) {
    for (bool stops : {false, true}) {
      Completion done;
      Completion over;
      auto thread = Thread::spawn(GFP_KERNEL, "waiter", [&](ThreadStop& stop) {
        stop.allow_signal(Signal::Int);
        over.complete();
        int result = wait(done, form).to_errno();
        over.complete();
        stop.wait();
        return result;
      });
      REQUIRE(thread.is_ok());
      over.wait();
      bindings::msleep(2);
      EXPECT(!over.is_done());
      if (!stops) {
        thread.value().send_signal(Signal::Int);
        over.wait();
      }
      EXPECT_EQ(std::move(thread).value().stop(), kernel::ERESTARTSYS.to_errno());
      EXPECT(!done.is_done());
    }
  }
}

// As soon as the wait is over, the completion may go.
TEST(on_the_stack) {
  Atomic<Completion*> current{nullptr};
  auto thread = Thread::spawn(GFP_KERNEL, "completer", [&](ThreadStop& stop) {
    while (!stop.should_stop())
      if (Completion* done = current.xchg(nullptr, kernel::Full))
        done->complete();
      else
        bindings::schedule();
  });
  REQUIRE(thread.is_ok());
  for (int i = 0; i < 1000; ++i) {
    Completion done;
    current.store(&done, Release);
    done.wait();
  }
}

}  // namespace

KTAP_MODULE(completion_test, counts, timeouts, between_threads, complete_all_wakes_all, signals,
            on_the_stack);
