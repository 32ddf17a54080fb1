// SPDX-License-Identifier: GPL-2.0
//
// Threads: their end, their memory, what wakes them. Nothing here asserts how long something took.
#include <kernel/ktap.hpp>
#include <kernel/thread.hpp>
#include <optional>

using kernel::Delta;
using kernel::GFP_KERNEL;
using kernel::Thread;
using kernel::ThreadStop;
using namespace kernel::literals;

namespace {

static_assert(sizeof(Thread) == sizeof(void*));
static_assert(std::is_destructible_v<Thread> && !std::is_copy_constructible_v<Thread>);
static_assert(!std::is_default_constructible_v<Thread> && std::is_move_assignable_v<Thread>);
static_assert(!std::is_move_constructible_v<ThreadStop> && !std::is_constructible_v<ThreadStop>);

// What threads set for the test to see, which waits for it.
class Flag {
 public:
  void set() { __atomic_store_n(&set_, true, __ATOMIC_RELEASE); }
  bool is_set() const { return __atomic_load_n(&set_, __ATOMIC_ACQUIRE); }
  // A test that fails shall end, too.
  bool wait() const {
    for (int i = 0; i < 2000 && !is_set(); ++i) bindings::msleep(5);
    return is_set();
  }

 private:
  bool set_ = false;
};

// Counts its objects.
struct Counted {
  explicit Counted(int number) : value(number) { ++living; }
  Counted(Counted&& other) : value(other.value) { ++living; }
  Counted& operator=(Counted&&) = delete;
  ~Counted() { --living; }
  int value;
  static inline constinit int living = 0;
};

int count(ThreadStop& stop) {
  stop.wait();
  return 5;
}

TEST(runs_and_returns) {
  Flag ran;
  auto thread = Thread::spawn(GFP_KERNEL, "returns", [&ran](ThreadStop& stop) {
    ran.set();
    stop.wait();
    return stop.should_stop() ? 42 : -1;
  });
  REQUIRE(thread.is_ok());
  EXPECT(ran.wait());
  EXPECT_EQ(std::move(thread).value().stop(), 42);
}

TEST(may_end_on_its_own) {
  Flag ran;
  auto thread = Thread::spawn(GFP_KERNEL, "ends", [&ran](ThreadStop&) { ran.set(); });
  REQUIRE(thread.is_ok());
  EXPECT(ran.wait());
  bindings::msleep(20);  // by now its task is likely gone but for the reference
  EXPECT(!thread.value().wake_up());
  thread.value().send_signal(kernel::Signal::Usr1);
  EXPECT_EQ(std::move(thread).value().stop(), 0);
}

TEST(functions) {
  auto thread = Thread::spawn(GFP_KERNEL, "function", count);
  REQUIRE(thread.is_ok());
  const int result = std::move(thread).value().stop();
  EXPECT(result == 5 || result == -bindings::EINTR);
}

// Without a chance to run, there is no result, and what it held goes all the same.
TEST(stopped_at_once) {
  int never_ran = 0;
  for (int i = 0; i < 50; ++i) {
    auto thread =
        Thread::spawn(GFP_KERNEL, "short", [held = Counted(1)](ThreadStop&) { return held.value; });
    REQUIRE(thread.is_ok());
    const int result = std::move(thread).value().stop();
    EXPECT(result == 1 || result == -bindings::EINTR);
    if (result != 1) ++never_ran;
    EXPECT_EQ(Counted::living, 0);
  }
  pr_info("of 50 threads stopped at once, {} never ran\n", never_ran);
}

TEST(arguments) {
  Flag ran;
  int sum = 0;
  {
    auto box = kernel::KBox<int>::make(GFP_KERNEL, 30);
    REQUIRE(box.is_ok());
    auto thread = Thread::spawn(
        GFP_KERNEL, "arguments",
        [&](ThreadStop&, kernel::KBox<int> owned, const Counted& counted, int number) {
          sum = *owned + counted.value + number;
          ran.set();
        },
        std::move(box).value(), Counted(20), 1);
    REQUIRE(thread.is_ok());
    EXPECT_EQ(Counted::living, 1);
    EXPECT(ran.wait());
  }
  EXPECT_EQ(sum, 51);
  EXPECT_EQ(Counted::living, 0);
}

// How the names look is tested in guest/threads.
TEST(names) {
  auto run = [](ThreadStop& stop) { stop.wait(); };
  EXPECT(Thread::spawn(GFP_KERNEL, "plain%s", run).is_ok());
  EXPECT(Thread::spawn(GFP_KERNEL, FMT("{}/{}", kernel::CStr("producer"), 7), run).is_ok());
  auto none = Thread::spawn(GFP_KERNEL, FMT("a{}", '\0'), run);
  EXPECT(none.is_err() && none.error() == kernel::EINVAL);
}

TEST(moves) {
  Flag first;
  Flag second;
  auto spawn = [](Flag& ended) {
    // SAFETY: the flags were declared before the threads.
    return Thread::spawn(GFP_KERNEL, "moves", [&ended](ThreadStop& stop) {
      stop.wait();
      ended.set();
    });
  };
  auto one = spawn(first);
  auto two = spawn(second);
  REQUIRE(one.is_ok() && two.is_ok());
  bindings::msleep(50);
  std::optional<Thread> owner(std::move(one).value());
  owner = std::move(two).value();
  // The first has been stopped and waited for. If it had no time to start it set nothing.
  EXPECT(!second.is_set());
  Thread other = std::move(*owner);
  owner.reset();
  EXPECT(!second.is_set());
  Thread& same = other;
  other = std::move(same);
  EXPECT(!second.is_set());
}

TEST(joins) {
  int sum = 0;
  auto adds = Thread::spawn(
      GFP_KERNEL, "adds",
      [&sum](int first, int last) {
        for (int i = first; i <= last; ++i) sum += i;
        return 7;
      },
      1, 10);
  REQUIRE(adds.is_ok());
  EXPECT_EQ(std::move(adds).value().join(), 7);
  EXPECT_EQ(sum, 55);

  auto nothing = Thread::spawn(GFP_KERNEL, "nothing", [] {});
  REQUIRE(nothing.is_ok());
  EXPECT_EQ(std::move(nothing).value().join(), 0);

  // It does not tell the thread to stop.
  auto looks = Thread::spawn(GFP_KERNEL, "looks", [](ThreadStop& stop) {
    bindings::msleep(20);
    return stop.should_stop() ? 1 : 2;
  });
  REQUIRE(looks.is_ok());
  EXPECT_EQ(std::move(looks).value().join(), 2);
}

TEST(destruction_stops_and_waits) {
  Flag ran;
  Flag ended;
  {
    auto thread = Thread::spawn(GFP_KERNEL, "destroyed", [&](ThreadStop& stop) {
      ran.set();
      while (!stop.should_stop()) stop.sleep(3600_s);
      bindings::msleep(20);
      ended.set();
    });
    REQUIRE(thread.is_ok());
    EXPECT(ran.wait());
  }
  EXPECT(ended.is_set());
}

TEST(sleeps) {
  Delta all = 1_s;
  Delta woken = 0_s;
  Flag begun;
  Flag done;
  auto thread = Thread::spawn(GFP_KERNEL, "sleeps", [&](ThreadStop& stop) {
    all = stop.sleep(1_ms);
    begun.set();
    woken = stop.sleep(3600_s);
    done.set();
    stop.sleep(Delta::kMax);
    stop.wait();
    return stop.sleep(7_s) == 7_s ? 1 : 2;
  });
  REQUIRE(thread.is_ok());
  EXPECT(begun.wait());
  while (!thread.value().wake_up()) bindings::msleep(5);
  EXPECT(done.wait());
  EXPECT(all.is_zero());
  EXPECT(woken > 3000_s);
  EXPECT(woken <= 3600_s);
  // A thread that does not want to end is not ended by being woken.
  thread.value().wake_up();
  EXPECT_EQ(std::move(thread).value().stop(), 1);
}

TEST(signals) {
  Flag ready;
  Flag got;
  Flag cleared;
  auto thread = Thread::spawn(GFP_KERNEL, "signals", [&](ThreadStop& stop) {
    stop.allow_signal(kernel::Signal::Usr1);
    if (stop.has_signal()) return 1;
    ready.set();
    while (!stop.has_signal() && !stop.should_stop()) stop.sleep(3600_s);
    if (stop.sleep(3600_s).is_zero()) return 2;
    got.set();
    stop.clear_signals();
    if (stop.has_signal()) return 3;
    cleared.set();
    stop.wait();
    return 0;
  });
  REQUIRE(thread.is_ok());
  EXPECT(ready.wait());
  thread.value().send_signal(kernel::Signal::Usr2);  // ignored
  bindings::msleep(20);
  EXPECT(!got.is_set());
  thread.value().send_signal(kernel::Signal::Usr1);
  EXPECT(got.wait());
  EXPECT(cleared.wait());
  thread.value().send_signal(kernel::Signal::Usr1);  // does not end wait()
  bindings::msleep(20);
  EXPECT_EQ(std::move(thread).value().stop(), 0);
}

TEST(stop_is_no_signal) {
  Flag begun;
  auto thread = Thread::spawn(GFP_KERNEL, "stopped", [&](ThreadStop& stop) {
    stop.allow_signal(kernel::Signal::Usr1);
    begun.set();
    stop.wait();
    return stop.has_signal() ? 1 : 2;
  });
  REQUIRE(thread.is_ok());
  EXPECT(begun.wait());
  EXPECT_EQ(std::move(thread).value().stop(), 2);
}

TEST(priorities) {
  Flag ran;
  auto thread = Thread::spawn(GFP_KERNEL, "priority", [&](ThreadStop& stop) {
    ran.set();
    stop.wait();
    return 3;
  });
  REQUIRE(thread.is_ok());
  EXPECT(ran.wait());
  thread.value().set_nice(10);
  thread.value().set_fifo();
  thread.value().set_fifo_low();
  EXPECT_EQ(std::move(thread).value().stop(), 3);
}

// The function object, which no memory can hold, stays where it is.
TEST(without_memory) {
  struct Large {
    void operator()(ThreadStop&, const kernel::KBox<int>&) const {}
    char filler[bindings::KMALLOC_MAX_SIZE];
  };
  auto large = kernel::KVBox<Large>::make_zeroed(GFP_KERNEL);
  auto box = kernel::KBox<int>::make(GFP_KERNEL, 9);
  REQUIRE(large.is_ok() && box.is_ok());
  auto thread = Thread::spawn(GFP_KERNEL, "large", *large.value(), std::move(box.value()));
  EXPECT(thread.is_err() && thread.error() == kernel::ENOMEM);
  EXPECT_EQ(*box.value(), 9);
}

}  // namespace

KTAP_MODULE(thread_test, runs_and_returns, may_end_on_its_own, functions, stopped_at_once,
            arguments, names, moves, joins, destruction_stops_and_waits, sleeps, signals,
            stop_is_no_signal, priorities, without_memory);
