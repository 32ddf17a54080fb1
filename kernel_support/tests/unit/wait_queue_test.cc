// SPDX-License-Identifier: GPL-2.0
//
// WaitQueue: waits for conditions that no lock guards, and callbacks.
#include <kernel/ktap.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/wait_queue.hpp>
#include <kernel/thread.hpp>

using kernel::Acquire;
using kernel::Atomic;
using kernel::Delta;
using kernel::GFP_KERNEL;
using kernel::Release;
using kernel::Result;
using kernel::Signal;
using kernel::Thread;
using kernel::ThreadStop;
using kernel::WaitEntry;
using kernel::WaitQueue;
using kernel::WaitQueueHead;
using kernel::WakeUp;
using namespace kernel::literals;

namespace {

// No larger than what C declares.
static_assert(sizeof(WaitQueue<>) == sizeof(::wait_queue_head));
static_assert(!std::is_copy_constructible_v<WaitQueue<>> &&
              !std::is_move_constructible_v<WaitQueue<>>);
using Entry = WaitEntry<void (*)()>;
static_assert(!std::is_copy_constructible_v<Entry> && !std::is_move_constructible_v<Entry>);

constexpr int kForms = 8;

template <typename F>
Result<void> wait(const WaitQueueHead& queue, int form, F predicate) {
  switch (form) {
    case 0:
      return queue.wait_event_interruptible(predicate);
    case 1:
      return queue.wait_event_interruptible_exclusive(predicate);
    case 2:
      return queue.wait_event_freezable(predicate);
    case 3:
      return queue.wait_event_interruptible_timeout(100_s, predicate);
    case 4:
      return queue.wait_event_timeout(100_s, predicate);
    case 5:
      return queue.wait_event_killable(predicate);
    case 6:
      queue.wait_event_idle(predicate);
      return {};
    default:
      queue.wait_event(predicate);
      return {};
  }
}
// The first so many end with a signal.
constexpr int kInterruptible = 4;

TEST(holds_already) {
  const WaitQueue<"Test::queue"> queue;
  for (int form = 0; form < kForms; ++form) {
    int asked = 0;
    EXPECT(wait(queue, form, [&] { return ++asked == 1; }).is_ok());
    EXPECT_EQ(asked, 1);
  }
  EXPECT(!queue.has_sleeper());
}

TEST(woken) {
  const WaitQueue<"Test::queue"> queue;
  for (int form = 0; form < kForms; ++form) {
    Atomic<int> asked{0};
    Atomic<int> level{0};
    Atomic<int> outcome{1};
    auto thread = Thread::spawn(GFP_KERNEL, "waiter", [&](ThreadStop&) {
      Result<void> result = wait(queue, form, [&] {
        asked.fetch_add(1, Release);
        return level.load(Acquire) == 1;
      });
      outcome.store(result.to_errno(), Release);
    });
    REQUIRE(thread.is_ok());
    while (!queue.has_sleeper()) bindings::msleep(1);
    while (asked.load(Acquire) < 2) bindings::msleep(1);
    // In vain.
    queue.wake_up();
    while (asked.load(Acquire) < 3) bindings::msleep(1);
    EXPECT_EQ(outcome.load(Acquire), 1);
    level.store(1, Release);
    switch (form) {
      case 0:
        queue.wake_up_interruptible();
        break;
      case 1:
        queue.wake_up_interruptible_all();
        break;
      case 2:
        queue.wake_up_sync();
        break;
      case 3:
        queue.wake_up_all();
        break;
      default:
        // Those whose wait cannot be interrupted sleep on.
        queue.wake_up_interruptible();
        queue.wake_up_interruptible_all();
        bindings::msleep(5);
        EXPECT_EQ(asked.load(Acquire), 3);
        queue.wake_up();
    }
    while (outcome.load(Acquire) == 1) bindings::msleep(1);
    EXPECT_EQ(outcome.load(Acquire), 0);
    EXPECT(!queue.has_sleeper());
  }
}

TEST(timeouts) {
  const WaitQueue<> queue;
  for (Delta timeout : {0_s, 5_ms, Delta::kMin}) {
    auto result = queue.wait_event_timeout(timeout, [] { return false; });
    EXPECT(result.is_err() && result.error() == kernel::ETIMEDOUT);
    result = queue.wait_event_interruptible_timeout(timeout, [] { return false; });
    EXPECT(result.is_err() && result.error() == kernel::ETIMEDOUT);
  }
  // It has come true while nobody woke up: the timeout finds that.
  int asked = 0;
  EXPECT(queue.wait_event_timeout(5_ms, [&] { return ++asked == 3; }).is_ok());
  EXPECT(!queue.has_sleeper());
}

// Signals end waits, and so does stopping the thread.
TEST(signals) {
  const WaitQueue<> queue;
  for (int form = 0; form < kInterruptible; ++form) {
    for (bool stops : {false, true}) {
      Atomic<int> outcome{1};
      auto thread = Thread::spawn(GFP_KERNEL, "waiter", [&](ThreadStop& stop) {
        stop.allow_signal(Signal::Int);
        int result = wait(queue, form, [] { return false; }).to_errno();
        // What holds already is a success all the same.
        if (wait(queue, form, [] { return true; }).is_err()) result = 2;
        outcome.store(result, Release);
        stop.wait();
        return result;
      });
      REQUIRE(thread.is_ok());
      while (!queue.has_sleeper()) bindings::msleep(1);
      if (!stops) {
        thread.value().send_signal(Signal::Int);
        while (outcome.load(Acquire) == 1) bindings::msleep(1);
      }
      EXPECT_EQ(std::move(thread).value().stop(), kernel::ERESTARTSYS.to_errno());
      EXPECT(!queue.has_sleeper());
    }
  }
}

// A wake-up wakes all ordinary waiters, and one of the exclusive ones.
TEST(exclusive) {
  const WaitQueue<> queue;
  Atomic<int> asked{0};
  Atomic<bool> over{false};
  auto predicate = [&] {
    asked.fetch_add(1, Release);
    return over.load(Acquire);
  };
  auto alone = [&](ThreadStop&) {
    return queue.wait_event_interruptible_exclusive(predicate).to_errno();
  };
  auto together = [&](ThreadStop&) { return queue.wait_event_interruptible(predicate).to_errno(); };
  auto first = Thread::spawn(GFP_KERNEL, "exclusive/0", alone);
  REQUIRE(first.is_ok());
  auto second = Thread::spawn(GFP_KERNEL, "exclusive/1", alone);
  REQUIRE(second.is_ok());
  auto third = Thread::spawn(GFP_KERNEL, "ordinary/0", together);
  REQUIRE(third.is_ok());
  auto fourth = Thread::spawn(GFP_KERNEL, "ordinary/1", together);
  REQUIRE(fourth.is_ok());
  int expected = 8;  // each asks before it is in the queue, and then
  while (asked.load(Acquire) < expected) bindings::msleep(1);
  for (int i = 0; i < 3; ++i) {
    queue.wake_up();
    expected += 3;
    while (asked.load(Acquire) < expected) bindings::msleep(1);
    bindings::msleep(5);
    EXPECT_EQ(asked.load(Acquire), expected);
  }
  queue.wake_up_all();
  expected += 4;
  while (asked.load(Acquire) < expected) bindings::msleep(1);
  over.store(true, Release);
  queue.wake_up_all();
  while (queue.has_sleeper()) bindings::msleep(1);
}

TEST(callbacks) {
  const WaitQueue<"Test::callbacks"> queue;
  int calls = 0;
  unsigned int events = 0;
  {
    WaitEntry counts(queue, [&] { ++calls; });
    EXPECT(queue.has_sleeper());
    WaitEntry looks(queue, [&](WakeUp wake_up) { events = wake_up.events(); });
    queue.wake_up();
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(events, 0U);
    queue.wake_up_all();
    queue.wake_up_interruptible();
    queue.wake_up_sync();
    EXPECT_EQ(calls, 4);
    bindings::__wake_up(queue.as_raw(), bindings::TASK_NORMAL, 1, reinterpret_cast<void*>(0x41UL));
    EXPECT_EQ(events, 0x41U);
    EXPECT_EQ(calls, 5);
  }
  EXPECT(!queue.has_sleeper());
  queue.wake_up();
  EXPECT_EQ(calls, 5);

  // A queue of C code; and a callback may wake another queue.
  const WaitQueue<"Test::next"> next;
  WaitEntry counts(next, [&] { ++calls; });
  WaitEntry passes_on(WaitQueueHead::from_raw(queue.as_raw()), [&] { next.wake_up(); });
  queue.wake_up();
  EXPECT_EQ(calls, 6);
}

// Entries come and go while another thread wakes up: no call after the destructor.
TEST(callbacks_that_go) {
  const WaitQueue<> queue;
  auto thread = Thread::spawn(GFP_KERNEL, "waker", [&](ThreadStop& stop) {
    while (!stop.should_stop()) {
      queue.wake_up_all();
      bindings::schedule();
    }
  });
  REQUIRE(thread.is_ok());
  bool alive = false;
  int late = 0;
  int calls = 0;
  for (int i = 0; i < 3000 || calls == 0; ++i) {
    alive = true;
    {
      WaitEntry entry(queue, [&] {
        if (!alive) ++late;
        ++calls;
      });
      if (i % 64 == 0) bindings::msleep(1);
    }
    alive = false;
  }
  EXPECT_EQ(late, 0);
  EXPECT(calls > 0);
}

}  // namespace

KTAP_MODULE(wait_queue_test, holds_already, woken, timeouts, signals, exclusive, callbacks,
            callbacks_that_go);
