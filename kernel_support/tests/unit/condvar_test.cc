// SPDX-License-Identifier: GPL-2.0
//
// CondVar with each kind of lock: who is woken, when a wait gives up, and that no notification is
// lost then. guest/sync_signal has a wait that a user interrupts.
#include <kernel/ktap.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/spinlock.hpp>
#include <kernel/thread.hpp>

using kernel::Acquire;
using kernel::Atomic;
using kernel::CondVar;
using kernel::Delta;
using kernel::GFP_KERNEL;
using kernel::Instant;
using kernel::Mutex;
using kernel::Relaxed;
using kernel::Release;
using kernel::Result;
using kernel::Signal;
using kernel::SpinLock;
using kernel::SpinLockIrq;
using kernel::Thread;
using kernel::ThreadStop;
using namespace kernel::literals;

namespace {

// Whether nobody holds the lock.
template <typename L>
bool is_free(const L& lock) {
  auto guard = lock.try_lock();
  return static_cast<bool>(guard);
}

#ifndef CONFIG_LOCKDEP
// No larger than what C declares.
static_assert(sizeof(CondVar<Mutex<int>>) == sizeof(::wait_queue_head));
#endif

// A wait with another lock's guard does not compile; nor does a predicate of another type.
template <typename C, typename G, typename F>
concept CanWait = requires(const C& condvar, G& guard, F predicate) {
  condvar.wait(guard, predicate);
};
using First = Mutex<int, "First::lock">;
using Second = Mutex<int, "Second::lock">;
using Takes = bool (*)(int&);
using TakesConst = bool (*)(const int&);
using TakesNone = bool (*)();
using TakesOther = bool (*)(First&);
using TakesReference = bool (*)(long&);
static_assert(CanWait<CondVar<First>, kernel::Guard<First>, Takes>);
static_assert(CanWait<CondVar<First>, kernel::Guard<First>, TakesConst>);
static_assert(!CanWait<CondVar<First>, kernel::Guard<Second>, Takes>);
static_assert(!CanWait<CondVar<First>, First, Takes>);
static_assert(!CanWait<CondVar<First>, kernel::Guard<First>, TakesNone>);
static_assert(!CanWait<CondVar<First>, kernel::Guard<First>, TakesOther>);
static_assert(!CanWait<CondVar<First>, kernel::Guard<First>, TakesReference>);
static_assert(CanWait<CondVar<Mutex<void>>, kernel::Guard<Mutex<void>>, TakesNone>);
static_assert(!CanWait<CondVar<Mutex<void>>, kernel::Guard<Mutex<void>>, Takes>);

/// What the tests wait for, and what the waiters tell them.
struct State {
  int level = 0;
  int waiting = 0;  // threads that have begun to wait and not ended
  int asked = 0;    // how often a predicate was asked
};

// Waits, without CondVar, until so many threads are on their way into sleep. They have unlocked
// then.
template <typename L>
void until_waiting(const L& state, int count) {
  while (state.with([](State& now) { return now.waiting; }) != count) bindings::msleep(1);
}

template <typename L>
void set_level(const L& state, int level) {
  state.with([level](State& now) { now.level = level; });
}
template <typename L>
int asked_of(const L& state) {
  return state.with([](State& now) { return now.asked; });
}

// How a wait ended: 1 while it has not.
using Outcome = Atomic<int>;
void until_over(const Outcome& outcome) {
  while (outcome.load(Acquire) == 1) bindings::msleep(1);
}

// What a thread does that waits until the level is at least so high.
template <typename L, typename C, typename Wait>
void wait_for(const L& state, const C&, int level, const Outcome& outcome, Wait wait) {
  auto guard = state.lock();
  ++guard->waiting;
  Result<void> result = wait(guard, [level](State& now) {
    ++now.asked;
    return now.level >= level;
  });
  --guard->waiting;
  outcome.store(result.to_errno(), Release);
}

template <template <typename, kernel::LockName> typename L>
void wait_and_notify(kernel::ktap::Test& test) {
  const L<State, "Test::state"> state;
  const CondVar<L<State, "Test::state">, "Test::risen"> risen;
  risen.notify_one();
  risen.notify_all();
  risen.notify_sync();

  // What holds already does not sleep, and asks once. The predicate may take a const reference.
  {
    auto guard = state.lock();
    risen.wait(guard, [&](const State& now) { return now.level == 0 && !is_free(state); });
    int asked = 0;
    risen.wait(guard, [&](State&) { return ++asked > 0; });
    EXPECT_EQ(asked, 1);
    EXPECT(risen.wait_interruptible(guard, [](State&) { return true; }).is_ok());
    EXPECT(risen.wait_interruptible_freezable(guard, [](State&) { return true; }).is_ok());
    EXPECT(risen.wait_timeout(guard, 0_s, [](State&) { return true; }).is_ok());
    EXPECT(risen.wait_interruptible_timeout(guard, 0_s, [](State&) { return true; }).is_ok());
    EXPECT(risen.wait_interruptible_freezable_timeout(guard, 0_s, [](State&) { return true; })
               .is_ok());
    EXPECT(!is_free(state));
  }

  // Each form of wait ends when it is notified.
  auto forms = [&](int form) {
    return [&, form](auto& guard, auto predicate) -> Result<void> {
      switch (form) {
        case 0:
          risen.wait(guard, predicate);
          return {};
        case 1:
          return risen.wait_interruptible(guard, predicate);
        case 2:
          return risen.wait_interruptible_freezable(guard, predicate);
        case 3:
          return risen.wait_timeout(guard, 100_s, predicate);
        case 4:
          return risen.wait_interruptible_timeout(guard, Delta::kMax, predicate);
        default:
          return risen.wait_interruptible_freezable_timeout(guard, 100_s, predicate);
      }
    };
  };
  for (int form = 0; form < 6; ++form) {
    set_level(state, 0);
    Outcome outcome{1};
    auto thread = Thread::spawn(GFP_KERNEL, "waiter", [&](ThreadStop&) {
      wait_for(state, risen, 1, outcome, forms(form));
    });
    REQUIRE(thread.is_ok());
    until_waiting(state, 1);
    // In vain: it asks, and sleeps on.
    int asked = asked_of(state);
    risen.notify_one();
    while (asked_of(state) < asked + 1) bindings::msleep(1);
    EXPECT_EQ(outcome.load(Acquire), 1);
    {
      auto guard = state.lock();
      guard->level = 1;
      if (form % 2) risen.notify_one();
    }
    if (form % 2 == 0) risen.notify_sync();
    until_over(outcome);
    EXPECT_EQ(outcome.load(Acquire), 0);
  }
}

TEST(mutexes) { wait_and_notify<Mutex>(test); }
TEST(spinlocks) { wait_and_notify<SpinLock>(test); }
TEST(spinlocks_irq) { wait_and_notify<SpinLockIrq>(test); }

// A lock of void guards something elsewhere.
TEST(locks_of_nothing) {
  Mutex<void, "Test::nothing"> lock;
  CondVar<decltype(lock), "Test::changed"> changed;
  int level = 0;
  auto thread = Thread::spawn(GFP_KERNEL, "changer", [&](ThreadStop&) {
    auto guard = lock.lock();
    level = 3;
    changed.notify_all();
  });
  REQUIRE(thread.is_ok());
  auto guard = lock.lock();
  changed.wait(guard, [&] { return level == 3; });
  EXPECT_EQ(level, 3);
}

template <template <typename, kernel::LockName> typename L>
void give_up(kernel::ktap::Test& test) {
  L<State, "Test::state"> state;
  CondVar<L<State, "Test::state">, "Test::risen"> risen;
  auto never = [](State& now) { return now.level > 0; };
  auto guard = state.lock();
  for (Delta timeout : {0_s, -1_s, Delta::kMin}) {
    auto result = risen.wait_timeout(guard, timeout, never);
    EXPECT(result.is_err() && result.error() == kernel::ETIMEDOUT);
    EXPECT(!is_free(state));
  }
  auto start = Instant::now();
  auto result = risen.wait_timeout(guard, 30_ms, never);
  EXPECT(result.is_err() && result.error() == kernel::ETIMEDOUT);
  // A tick has begun when the wait does.
  EXPECT(start.elapsed() >= 30_ms - kernel::Jiffies::from_raw(1).as_delta());
  EXPECT(!is_free(state));
  result = risen.wait_interruptible_timeout(guard, 1_ms, never);
  EXPECT(result.is_err() && result.error() == kernel::ETIMEDOUT);
  result = risen.wait_interruptible_freezable_timeout(guard, 1_ms, never);
  EXPECT(result.is_err() && result.error() == kernel::ETIMEDOUT);

  // It has come true while nobody notified: the timeout finds that.
  int asked = 0;
  EXPECT(risen.wait_timeout(guard, 5_ms, [&](State&) { return ++asked == 3; }).is_ok());
  EXPECT_EQ(asked, 3);
}

TEST(timeouts) {
  give_up<Mutex>(test);
  give_up<SpinLock>(test);
  give_up<SpinLockIrq>(test);
}

// A thread of the kernel that allows a signal is interrupted like a process.
TEST(signals) {
  const Mutex<State, "Test::state"> state;
  const CondVar<Mutex<State, "Test::state">, "Test::risen"> risen;
  for (int form = 0; form < 4; ++form) {
    Outcome outcome{1};
    Outcome again{1};
    auto thread = Thread::spawn(GFP_KERNEL, "waiter", [&](ThreadStop& stop) {
      stop.allow_signal(Signal::Int);
      auto wait = [&](auto& guard, auto predicate) -> Result<void> {
        if (form == 0) return risen.wait_interruptible(guard, predicate);
        if (form == 1) return risen.wait_interruptible_freezable(guard, predicate);
        if (form == 2) return risen.wait_interruptible_timeout(guard, 100_s, predicate);
        return risen.wait_interruptible_freezable_timeout(guard, 100_s, predicate);
      };
      wait_for(state, risen, 1, outcome, wait);
      // The signal is still there: what holds already is a success all the same.
      wait_for(state, risen, 0, again, wait);
      stop.wait();
    });
    REQUIRE(thread.is_ok());
    until_waiting(state, 1);
    thread.value().send_signal(Signal::Int);
    until_over(outcome);
    EXPECT_EQ(outcome.load(Acquire), kernel::ERESTARTSYS.to_errno());
    until_over(again);
    EXPECT_EQ(again.load(Acquire), 0);
  }
}

// A wait that cannot be interrupted goes on.
TEST(signals_that_wait) {
  const Mutex<State, "Test::state"> state;
  const CondVar<Mutex<State, "Test::state">, "Test::risen"> risen;
  Outcome outcome{1};
  auto thread = Thread::spawn(GFP_KERNEL, "waiter", [&](ThreadStop& stop) {
    stop.allow_signal(Signal::Int);
    wait_for(state, risen, 1, outcome, [&](auto& guard, auto predicate) -> Result<void> {
      risen.wait(guard, predicate);
      return {};
    });
    stop.wait();
  });
  REQUIRE(thread.is_ok());
  until_waiting(state, 1);
  thread.value().send_signal(Signal::Int);
  bindings::msleep(10);
  EXPECT_EQ(outcome.load(Acquire), 1);
  set_level(state, 1);
  risen.notify_one();
  until_over(outcome);
  EXPECT_EQ(outcome.load(Acquire), 0);
}

// Stopping a thread wakes it: a predicate that asks should_stop() ends every wait, and those that
// can be interrupted end by themselves.
TEST(stopped_while_waiting) {
  const SpinLock<State, "Test::state"> state;
  const CondVar<SpinLock<State, "Test::state">, "Test::risen"> risen;
  for (int form = 0; form < 3; ++form) {
    auto thread = Thread::spawn(GFP_KERNEL, "waiter", [&](ThreadStop& stop) {
      auto risen_or_stop = [&](State& now) { return now.level > 0 || stop.should_stop(); };
      auto guard = state.lock();
      ++guard->waiting;
      int result = 0;
      if (form == 0) {
        risen.wait(guard, risen_or_stop);
      } else if (form == 1) {
        risen.wait_idle(guard, risen_or_stop);
      } else {
        result =
            risen.wait_interruptible(guard, [](State& now) { return now.level > 0; }).to_errno();
      }
      --guard->waiting;
      return result;
    });
    REQUIRE(thread.is_ok());
    until_waiting(state, 1);
    int result = std::move(thread).value().stop();
    EXPECT_EQ(result, form < 2 ? 0 : kernel::ERESTARTSYS.to_errno());
    until_waiting(state, 0);
  }
}

// notify_one() wakes one, notify_all() all.
TEST(how_many_wake) {
  const Mutex<State, "Test::state"> state;
  const CondVar<Mutex<State, "Test::state">, "Test::risen"> risen;
  Outcome outcomes[3] = {Outcome(1), Outcome(1), Outcome(1)};
  auto run = [&](ThreadStop&, int i) {
    wait_for(state, risen, 1, outcomes[i], [&](auto& guard, auto predicate) {
      return risen.wait_interruptible(guard, predicate);
    });
  };
  auto first = Thread::spawn(GFP_KERNEL, "waiter/0", run, 0);
  REQUIRE(first.is_ok());
  auto second = Thread::spawn(GFP_KERNEL, "waiter/1", run, 1);
  REQUIRE(second.is_ok());
  auto third = Thread::spawn(GFP_KERNEL, "waiter/2", run, 2);
  REQUIRE(third.is_ok());
  until_waiting(state, 3);
  int before = asked_of(state);
  for (int i = 1; i <= 5; ++i) {
    risen.notify_one();
    while (asked_of(state) < before + i) bindings::msleep(1);
    bindings::msleep(5);
    EXPECT_EQ(asked_of(state), before + i);
  }
  before = asked_of(state);
  risen.notify_all();
  while (asked_of(state) < before + 3) bindings::msleep(1);
  set_level(state, 1);
  risen.notify_all();
  for (Outcome& outcome : outcomes) {
    until_over(outcome);
    EXPECT_EQ(outcome.load(Acquire), 0);
  }
}

// One slot; each time it is filled, one waiter is notified. Some of those who wait give up all the
// time, because of signals or timeouts, and do not look again before somebody else has emptied the
// slot. If one of them took a notification with it, the slot would stay full while another sleeps.
struct Slot {
  bool full = false;
  unsigned int emptied = 0;
};

TEST(who_gives_up_takes_nothing_along) {
  using Lock = Mutex<Slot, "Test::slot">;
  const Lock slot;
  const CondVar<Lock, "Test::filled"> filled;
  const CondVar<Lock, "Test::empty"> empty;
  Atomic<int> given_up{0};
  auto is_full = [](Slot& now) { return now.full; };
  auto take = [&](kernel::Guard<Lock>& guard) {
    guard->full = false;
    ++guard->emptied;
    empty.notify_all();
  };
  auto give_up = [&](kernel::Guard<Lock>& guard, ThreadStop& stop) {
    given_up.fetch_add(1, Relaxed);
    empty.wait(guard, [&, seen = guard->emptied](Slot& now) {
      return now.emptied != seen || stop.should_stop();
    });
  };
  auto steady = Thread::spawn(GFP_KERNEL, "steady", [&](ThreadStop& stop) {
    auto guard = slot.lock();
    while (!stop.should_stop()) {
      filled.wait(guard, [&](Slot& now) { return now.full || stop.should_stop(); });
      if (guard->full) take(guard);
    }
  });
  REQUIRE(steady.is_ok());
  auto timed_run = [&](ThreadStop& stop) {
    auto guard = slot.lock();
    while (!stop.should_stop()) {
      if (filled.wait_timeout(guard, 1_ns, is_full).is_ok())
        take(guard);
      else
        give_up(guard, stop);
    }
  };
  auto timed = Thread::spawn(GFP_KERNEL, "timed", timed_run);
  REQUIRE(timed.is_ok());
  auto interrupted_run = [&](ThreadStop& stop) {
    stop.allow_signal(Signal::Int);
    auto guard = slot.lock();
    while (!stop.should_stop()) {
      if (filled.wait_interruptible(guard, is_full).is_ok()) {
        take(guard);
      } else {
        stop.clear_signals();
        give_up(guard, stop);
      }
    }
  };
  auto interrupted = Thread::spawn(GFP_KERNEL, "interrupted", interrupted_run);
  REQUIRE(interrupted.is_ok());

  bool arrived = true;
  for (int i = 0; arrived && i < 3000; ++i) {
    if (i % 3 == 0) interrupted.value().send_signal(Signal::Int);
    slot.with([](Slot& now) { now.full = true; });
    if (i % 3 == 1) interrupted.value().send_signal(Signal::Int);
    filled.notify_one();
    if (i % 3 == 2) interrupted.value().send_signal(Signal::Int);
    auto guard = slot.lock();
    arrived = empty.wait_timeout(guard, 20_s, [](Slot& now) { return !now.full; }).is_ok();
  }
  EXPECT(arrived);
  EXPECT(given_up.load(Relaxed) > 0);
  pr_info("    # gave up {} times\n", given_up.load(Relaxed));
}

}  // namespace

KTAP_MODULE(condvar_test, mutexes, spinlocks, spinlocks_irq, locks_of_nothing, timeouts, signals,
            signals_that_wait, stopped_while_waiting, how_many_wake,
            who_gives_up_takes_nothing_along);
