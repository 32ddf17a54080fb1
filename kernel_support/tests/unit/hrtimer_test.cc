// SPDX-License-Identifier: GPL-2.0
//
// Timers: that they go off, not before their time, and not after their end.
#include <helpers/irqflags.h>

#include <kernel/alloc/kbox.hpp>
#include <kernel/ktap.hpp>
#include <kernel/time/delay.hpp>
#include <kernel/time/hrtimer.hpp>

using kernel::Delta;
using kernel::HrTimer;
using kernel::HrTimerMode;
using kernel::Instant;
using Restart = kernel::HrTimerRestart;
using Context = kernel::HrTimerContext<kernel::clock::Monotonic>;
using namespace kernel::literals;

namespace {

// What interrupts count and the test reads.
class Count {
 public:
  int add() { return __atomic_add_fetch(&count_, 1, __ATOMIC_RELAXED); }
  int get() const { return __atomic_load_n(&count_, __ATOMIC_ACQUIRE); }
  // A test that fails shall end, too.
  bool wait_for(int count) const {
    for (int i = 0; i < 2000 && get() < count; ++i) kernel::fsleep(5_ms);
    return get() >= count;
  }

 private:
  int count_ = 0;
};

struct Tick {
  Restart operator()(Context&) const {
    count.add();
    return Restart::NoRestart;
  }
  Count& count;
};

struct CTwin {
  ::hrtimer timer;
  void* data;
};
static_assert(sizeof(HrTimer<Tick>) == sizeof(CTwin));
static_assert(!std::is_move_constructible_v<HrTimer<Tick>>);
static_assert(!std::is_copy_constructible_v<HrTimer<Tick>>);
static_assert(!std::is_convertible_v<Tick, HrTimer<Tick>>);
template <typename T>
concept Starts = requires(HrTimer<Tick>& timer, T time) {
  timer.start(time);
};
template <typename T>
concept StartsAt = requires(HrTimer<Tick>& timer, T time) {
  timer.start_at(time);
};
using RealInstant = kernel::BasicInstant<kernel::clock::RealTime>;
static_assert(Starts<Delta> && !Starts<Instant> && !Starts<int>);
static_assert(StartsAt<Instant> && !StartsAt<RealInstant> && !StartsAt<Delta>);

TEST(goes_off_once) {
  Count count;
  HrTimer timer(Tick{count});
  EXPECT(!timer.is_active());
  EXPECT(!timer.cancel());
  const Instant begin = Instant::now();
  timer.start(3_ms);
  EXPECT(count.wait_for(1));
  EXPECT(begin.elapsed() >= 3_ms);
  kernel::fsleep(10_ms);
  EXPECT_EQ(count.get(), 1);
  EXPECT(!timer.is_active());
  EXPECT(!timer.cancel());
  timer.start(-1_s);
  EXPECT(count.wait_for(2));
}

TEST(cancelled) {
  Count count;
  HrTimer timer(Tick{count});
  timer.start(3600_s);
  EXPECT(timer.is_active());
  EXPECT(timer.remaining() > 3000_s);
  EXPECT(timer.remaining() <= 3600_s);
  EXPECT(timer.cancel());
  EXPECT(!timer.is_active());
  timer.start(Delta::kMax);
  EXPECT(timer.try_cancel());
  EXPECT(!timer.is_active());
  EXPECT(timer.try_cancel());
  EXPECT_EQ(count.get(), 0);
  // A second start replaces the first.
  timer.start(3600_s);
  timer.start(1_ms);
  EXPECT(count.wait_for(1));
  EXPECT(!timer.cancel());
}

TEST(destroyed_while_started) {
  Count count;
  for (int i = 0; i < 100; ++i) {
    auto timer = kernel::KBox<HrTimer<Tick>>::make(kernel::GFP_KERNEL, Tick{count});
    REQUIRE(timer.is_ok());
    timer.value()->start(i % 2 ? 3600_s : Delta::from_micros(i));
  }
  const int after = count.get();
  kernel::fsleep(10_ms);
  EXPECT_EQ(count.get(), after);
}

TEST(at_a_moment) {
  Count count;
  HrTimer timer(Tick{count});
  const Instant moment = Instant::now() + 3_ms;
  timer.start_at(moment);
  EXPECT(count.wait_for(1));
  EXPECT(Instant::now() >= moment);
  timer.start_at(moment);
  EXPECT(count.wait_for(2));
}

TEST(periodic) {
  Count count;
  bool early = false;
  bool missed = false;
  Instant last = Instant::now();
  auto callback = [&](Context& context) {
    if (Instant::now() < context.expires()) early = true;
    last = context.expires();
    if (context.forward(1_ms) < 1) missed = true;
    if (context.expires() <= last) missed = true;
    return count.add() < 20 ? Restart::Restart : Restart::NoRestart;
  };
  HrTimer timer(callback);
  const Instant begin = Instant::now();
  timer.start(1_ms);
  EXPECT(count.wait_for(20));
  timer.cancel();
  EXPECT(begin.elapsed() >= 20_ms);
  EXPECT(!early);
  EXPECT(!missed);
  EXPECT_EQ(count.get(), 20);
}

// How often it was late is told, so that nobody loses count.
TEST(forwards_over_what_was_missed) {
  Count count;
  u64 steps = 0;
  u64 none = 1;
  Instant set = Instant::now();
  Instant next = set;
  auto callback = [&](Context& context) {
    set = context.expires();
    none = context.forward(set - 1_ns, 10_ms);
    steps = context.forward(set + 35_ms, 10_ms);
    next = context.expires();
    count.add();
    return Restart::NoRestart;
  };
  HrTimer timer(callback);
  timer.start(1_ms);
  EXPECT(count.wait_for(1));
  timer.cancel();
  EXPECT_EQ(none, 0U);
  EXPECT_EQ(steps, 4U);
  EXPECT(next - set == 40_ms);
}

template <HrTimerMode kMode>
void run_in(kernel::ktap::Test& test, bool interrupts_disabled) {
  Count count;
  bool disabled = false;
  auto callback = [&](Context& context) {
    disabled = cpp_helper_irqs_disabled();
    context.forward(1_ms);
    return count.add() < 3 ? Restart::Restart : Restart::NoRestart;
  };
  HrTimer<decltype(callback), kMode> timer(callback);
  timer.start(1_ms);
  EXPECT(count.wait_for(3));
  timer.start_at(Instant::now() + 1_ms);
  EXPECT(count.wait_for(4));
  EXPECT(disabled == interrupts_disabled);
}

TEST(modes) {
#ifdef CONFIG_PREEMPT_RT
  const bool in_interrupt = false;
#else
  const bool in_interrupt = true;
#endif
  run_in<HrTimerMode::Any>(test, in_interrupt);
  run_in<HrTimerMode::Pinned>(test, in_interrupt);
  run_in<HrTimerMode::Soft>(test, false);
  run_in<HrTimerMode::PinnedSoft>(test, false);
  run_in<HrTimerMode::Hard>(test, true);
  run_in<HrTimerMode::PinnedHard>(test, true);
}

template <typename C>
void run_on(kernel::ktap::Test& test) {
  Count count;
  using Moment = kernel::BasicInstant<C>;
  Moment set = Moment::now();
  auto callback = [&](kernel::HrTimerContext<C>& context) {
    set = context.expires();
    count.add();
    return Restart::NoRestart;
  };
  HrTimer<decltype(callback), HrTimerMode::Any, C> timer(callback);
  timer.start(1_ms);
  EXPECT(count.wait_for(1));
  const Moment moment = Moment::now() + 2_ms;
  timer.start_at(moment);
  EXPECT(count.wait_for(2));
  timer.cancel();
  EXPECT(set == moment);
  EXPECT(Moment::now() >= moment);
}

TEST(clocks) {
  run_on<kernel::clock::Monotonic>(test);
  run_on<kernel::clock::BootTime>(test);
  run_on<kernel::clock::RealTime>(test);
  run_on<kernel::clock::Tai>(test);
}

// A member whose function uses the object around.
class Blinker {
 public:
  Blinker() : timer_(Toggle{*this}) { timer_.start(1_ms); }
  const Count& toggles() const { return toggles_; }

 private:
  struct Toggle {
    Restart operator()(Context& context) const {
      blinker.toggles_.add();
      context.forward(1_ms);
      return Restart::Restart;
    }
    Blinker& blinker;
  };

  Count toggles_;
  HrTimer<Toggle> timer_;
};

TEST(members) {
  auto blinker = kernel::KBox<Blinker>::make(kernel::GFP_KERNEL);
  REQUIRE(blinker.is_ok());
  EXPECT(blinker.value()->toggles().wait_for(5));
}

}  // namespace

KTAP_MODULE(hrtimer_test, goes_off_once, cancelled, destroyed_while_started, at_a_moment, periodic,
            forwards_over_what_was_missed, modes, clocks, members);
