// SPDX-License-Identifier: GPL-2.0
//
// Work of all four kinds in all kinds of queues.
#include <kernel/ktap.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/time/delay.hpp>
#include <kernel/workqueue.hpp>

using kernel::Arc;
using kernel::Atomic;
using kernel::Completion;
using kernel::DelayedWork;
using kernel::Delta;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Relaxed;
using kernel::Work;
using kernel::workqueue::OwnedQueue;
using kernel::workqueue::SystemQueue;
using namespace kernel::literals;
namespace workqueue = kernel::workqueue;

namespace {

struct Counter {
  Atomic<int> calls{0};

  // NOLINTNEXTLINE(readability-make-member-function-const): one of each kind
  void count() { calls.add(1, Relaxed); }
  void count_const() const { calls.add(1, Relaxed); }
  int value() const { return calls.load(Relaxed); }

  explicit Counter(const auto& queue) : work(*this, queue), other(*this, queue) {}

  Work<&Counter::count> work;
  Work<&Counter::count_const> other;
};

static_assert(!std::is_move_constructible_v<Work<&Counter::count>>);
static_assert(!std::is_move_constructible_v<DelayedWork<&Counter::count>>);
static_assert(std::is_move_constructible_v<OwnedQueue>);
static_assert(!std::is_copy_constructible_v<OwnedQueue>);
static_assert(!std::is_constructible_v<Work<&Counter::count_const>, Counter, const SystemQueue&>);
// C finds the owner by the place of the work in it; this by a pointer. And it has its queue.
static_assert(sizeof(Work<&Counter::count>) == sizeof(::work_struct) + 3 * sizeof(void*));

// Counts the objects there are.
struct Job : kernel::SharedWork<Job>, kernel::SharedDelayedWork<Job> {
  static constinit int alive;
  Job() { ++alive; }
  ~Job() { --alive; }
  static void run(const Arc<Job>& job) { job->calls.add(1, Relaxed); }

  Atomic<int> calls{0};
};
constinit int Job::alive = 0;

}  // namespace

TEST(system_queues) {
  for (const SystemQueue* queue :
       {&workqueue::system(), &workqueue::system_highpri(), &workqueue::system_long(),
        &workqueue::system_unbound(), &workqueue::system_freezable(),
        &workqueue::system_power_efficient(), &workqueue::system_freezable_power_efficient()}) {
    auto counter = KBox<Counter>::make(GFP_KERNEL, *queue);
    REQUIRE(counter.is_ok());
    Counter& c = *counter.value();
    EXPECT(c.work.enqueue());
    c.work.flush();
    EXPECT_EQ(c.value(), 1);
    EXPECT(!c.work.is_pending());
    EXPECT(c.other.enqueue());
    c.other.flush();
    EXPECT_EQ(c.value(), 2);
    EXPECT(!c.work.flush());
    EXPECT(!c.work.cancel());
    EXPECT(!c.work.cancel_sync());
  }
}

TEST(own_queues) {
  auto plain = OwnedQueue::make("cpp_plain");
  auto unbound = OwnedQueue::make(
      "cpp_unbound", kernel::WQ_UNBOUND | kernel::WQ_HIGHPRI | kernel::WQ_MEM_RECLAIM, 4);
  auto intensive =
      OwnedQueue::make("cpp_intensive", kernel::WQ_CPU_INTENSIVE | kernel::WQ_FREEZABLE);
  auto ordered = OwnedQueue::make_ordered("cpp_ordered", kernel::WQ_FREEZABLE);
  REQUIRE(plain.is_ok() && unbound.is_ok() && intensive.is_ok() && ordered.is_ok());
  for (const OwnedQueue* queue :
       {&plain.value(), &unbound.value(), &intensive.value(), &ordered.value()}) {
    Counter c(*queue);
    EXPECT(c.work.enqueue());
    queue->flush();
    EXPECT_EQ(c.value(), 1);
  }
  // A work stays with its queue wherever that moves.
  Counter c(plain.value());
  OwnedQueue moved = std::move(plain).value();
  EXPECT(c.work.enqueue());
  moved.flush();
  EXPECT_EQ(c.value(), 1);
}

// One function holds an ordered queue, so that what comes after waits.
TEST(waiting) {
  auto made = OwnedQueue::make_ordered("cpp_ordered");
  REQUIRE(made.is_ok());
  const OwnedQueue& queue = made.value();
  Completion begun;
  Completion go;
  auto block = [&] {
    begun.complete();
    go.wait();
  };
  Work blocker(block, queue);
  int order[3] = {};
  int place = 0;
  auto first = [&] { order[place++] = 1; };
  auto second = [&] { order[place++] = 2; };
  Work one(first, queue);
  Work two(second, queue);

  EXPECT(blocker.enqueue());
  begun.wait();
  EXPECT(!blocker.is_pending());  // it runs
  EXPECT(one.enqueue());
  EXPECT(!one.enqueue());
  EXPECT(one.is_pending());
  EXPECT(two.enqueue());
  EXPECT(one.cancel());
  EXPECT(!one.is_pending());
  EXPECT(one.enqueue());  // behind the other now
  EXPECT(blocker.enqueue());
  EXPECT(blocker.cancel());
  go.complete();
  queue.flush();
  EXPECT_EQ(place, 2);
  EXPECT_EQ(order[0], 2);
  EXPECT_EQ(order[1], 1);
  EXPECT(!blocker.cancel_sync());
}

// The destructor takes out what waits, and waits for what runs.
TEST(destroyed_while_waiting_and_running) {
  auto made = OwnedQueue::make_ordered("cpp_ordered");
  REQUIRE(made.is_ok());
  const OwnedQueue& queue = made.value();
  Completion begun;
  bool ended = false;
  auto sleep = [&] {
    begun.complete();
    kernel::msleep(30_ms);
    ended = true;
  };
  {
    Work sleeper(sleep, queue);
    Counter waits(queue);
    EXPECT(sleeper.enqueue());
    EXPECT(waits.work.enqueue());
    begun.wait();
    {
      Counter goes(queue);
      EXPECT(goes.work.enqueue());
    }
    EXPECT(!ended);
  }
  EXPECT(ended);
}

// However often it is put in, and by whomever: the function is nowhere twice at once.
TEST(runs_in_one_thread_at_a_time) {
  struct Device {
    explicit Device(const OwnedQueue& queue) : work(*this, queue) {}
    void on_work() {
      overlaps += running++;
      kernel::fsleep(300_us);
      --running;
      ++events;
    }
    int running = 0;
    int overlaps = 0;
    int events = 0;
    Work<&Device::on_work> work;
  };
  auto queue = OwnedQueue::make("cpp_single", kernel::WQ_UNBOUND, 8);
  REQUIRE(queue.is_ok());
  Device device(queue.value());
  for (int i = 0; i < 100; ++i) {
    device.work.enqueue();
    kernel::fsleep(100_us);
  }
  device.work.flush();
  EXPECT_EQ(device.overlaps, 0);
  EXPECT(device.events > 1);
}

// Works that put in each other for ever end when they go, without a flag.
TEST(put_each_other_in) {
  struct Pair {
    void ping() const {
      calls.add(1, Relaxed);
      second.enqueue();
    }
    void pong() const {
      first.enqueue();
      if (calls.load(Relaxed) % 3 == 0) third.cancel();
      third.modify(Delta::from_micros(calls.load(Relaxed) % 2));
    }
    void late() const { first.enqueue(); }
    Atomic<int> calls{0};
    Work<&Pair::ping> first{*this, workqueue::system_unbound()};
    Work<&Pair::pong> second{*this, workqueue::system_highpri()};
    DelayedWork<&Pair::late> third{*this, workqueue::system()};
  };
  for (int i = 0; i < 50; ++i) {
    Pair pair;
    EXPECT(pair.first.enqueue());
    kernel::fsleep(Delta::from_micros(s64{37} * i));
  }
}

TEST(puts_itself_in_again) {
  struct Loop {
    void turn() const {
      turns.add(1, Relaxed);
      work.enqueue();
    }
    Atomic<int> turns{0};
    Work<&Loop::turn> work{*this, workqueue::system_unbound()};
  };
  Loop loop;
  EXPECT(loop.work.enqueue());
  while (loop.turns.load(Relaxed) < 20) kernel::msleep(1_ms);
  loop.work.cancel_sync();
  int turns = loop.turns.load(Relaxed);
  kernel::msleep(10_ms);
  EXPECT_EQ(loop.turns.load(Relaxed), turns);
  EXPECT(!loop.work.is_pending());
  // and once more, for the destructor to end
  EXPECT(loop.work.enqueue());
}

// From several threads at once: these are works themselves.
TEST(flushed_from_several_threads) {
  struct Flusher {
    Flusher(Work<&Counter::count>& target, const SystemQueue& queue)
        : target(target), work(*this, queue) {}
    void flush() const {
      for (int i = 0; i < 50; ++i) {
        target.enqueue();
        target.flush();
      }
    }
    // SAFETY: it outlives this work.
    Work<&Counter::count>& target;
    Work<&Flusher::flush> work;
  };
  Counter c(workqueue::system());
  Flusher a(c.work, workqueue::system_unbound());
  Flusher b(c.work, workqueue::system_unbound());
  Flusher d(c.work, workqueue::system_long());
  a.work.enqueue();
  b.work.enqueue();
  d.work.enqueue();
  a.work.flush();
  b.work.flush();
  d.work.flush();
  EXPECT(c.value() >= 50 && c.value() <= 150);
  EXPECT(!c.work.is_pending());
}

TEST(delayed) {
  Counter c(workqueue::system());
  auto count = [&] { c.count(); };
  DelayedWork work(count, workqueue::system());
  EXPECT(!work.is_pending());
  EXPECT(work.enqueue(1000_s));
  EXPECT(work.is_pending());
  EXPECT(!work.enqueue(Delta::kZero));
  EXPECT(work.cancel());
  EXPECT(!work.is_pending());
  EXPECT(!work.cancel_sync());

  EXPECT(work.enqueue(1000_s));
  work.flush();  // ends the delay
  EXPECT_EQ(c.value(), 1);
  EXPECT(!work.flush());

  EXPECT(!work.modify(1000_s));
  EXPECT(work.modify(1_ms));
  while (c.value() < 2) kernel::msleep(1_ms);

  auto begin = kernel::Instant::now();
  EXPECT(work.enqueue(20_ms));
  while (c.value() < 3) kernel::msleep(1_ms);
  EXPECT(begin.elapsed() >= 20_ms);

  EXPECT(work.enqueue(Delta::from_millis(-5)));
  while (c.value() < 4) kernel::msleep(1_ms);

  // Nothing in the past: for ever.
  EXPECT(work.enqueue(Delta::kMax));
  kernel::msleep(10_ms);
  EXPECT_EQ(c.value(), 4);
  EXPECT(work.cancel_sync());

  // one is left to the destructor
  EXPECT(work.enqueue(1000_s));
}

TEST(delayed_again_and_again) {
  struct Tick {
    void tick() const {
      ticks.add(1, Relaxed);
      work.enqueue(1_ms);
    }
    Atomic<int> ticks{0};
    DelayedWork<&Tick::tick> work{*this, workqueue::system_power_efficient()};
  };
  Tick ticker;
  EXPECT(ticker.work.enqueue(1_ms));
  while (ticker.ticks.load(Relaxed) < 5) kernel::msleep(1_ms);
  ticker.work.cancel_sync();
  int ticks = ticker.ticks.load(Relaxed);
  kernel::msleep(20_ms);
  EXPECT_EQ(ticker.ticks.load(Relaxed), ticks);
  EXPECT(ticker.work.enqueue(1_ms));
}

// What C's destroy_workqueue() does not know of.
TEST(queue_goes_before_its_work) {
  std::optional<OwnedQueue> queue;
  {
    auto made = OwnedQueue::make("cpp_bound");
    REQUIRE(made.is_ok());
    queue.emplace(std::move(made).value());
  }
  Counter c(workqueue::system());
  auto count = [&] { c.count(); };
  DelayedWork work(count, *queue);
  DelayedWork other(count, *queue);
  Work at_once(count, *queue);
  EXPECT(work.enqueue(20_ms));
  EXPECT(other.enqueue(1000_s));
  queue.reset();
  while (c.value() < 1) kernel::msleep(1_ms);
  EXPECT(work.enqueue(1_ms));
  while (c.value() < 2) kernel::msleep(1_ms);
  EXPECT(other.is_pending());
  EXPECT(at_once.enqueue());
  at_once.flush();
  EXPECT_EQ(c.value(), 3);
}

// It ends although its queue never gets empty.
TEST(queue_goes_while_work_puts_itself_in) {
  struct Loop {
    explicit Loop(const OwnedQueue& queue) : work(*this, queue) {}
    void turn() const {
      turns.add(1, Relaxed);
      work.enqueue();
    }
    Atomic<int> turns{0};
    Work<&Loop::turn> work;
  };
  std::optional<Loop> loop;
  {
    auto queue = OwnedQueue::make("cpp_loop");
    REQUIRE(queue.is_ok());
    loop.emplace(queue.value());
    EXPECT(loop->work.enqueue());
    while (loop->turns.load(Relaxed) < 20) kernel::msleep(1_ms);
  }
  int turns = loop->turns.load(Relaxed);
  while (loop->turns.load(Relaxed) < turns + 20) kernel::msleep(1_ms);
}

TEST(shared) {
  Job::alive = 0;
  auto made = OwnedQueue::make("cpp_shared");
  REQUIRE(made.is_ok());
  const OwnedQueue& queue = made.value();
  {
    auto job = Arc<Job>::make(GFP_KERNEL);
    REQUIRE(job.is_ok());
    EXPECT(queue.enqueue(job.value()));
    queue.flush();
    EXPECT_EQ(job.value()->calls.load(Relaxed), 1);
    EXPECT(queue.enqueue(std::move(job).value()));
  }
  queue.flush();
  EXPECT_EQ(Job::alive, 0);  // the queue was the last owner
}

TEST(shared_waits_already) {
  Job::alive = 0;
  auto made = OwnedQueue::make_ordered("cpp_shared");
  REQUIRE(made.is_ok());
  const OwnedQueue& queue = made.value();
  Completion begun;
  Completion go;
  auto block = [&] {
    begun.complete();
    go.wait();
  };
  Work blocker(block, queue);
  EXPECT(blocker.enqueue());
  begun.wait();
  auto made_job = Arc<Job>::make(GFP_KERNEL);
  REQUIRE(made_job.is_ok());
  Arc<Job> job = std::move(made_job).value();
  Arc<Job> another = job;
  EXPECT(queue.enqueue(std::move(another)));
  EXPECT(!queue.enqueue(job));
  Arc<Job> third = job;
  EXPECT(!queue.enqueue(std::move(third)));
  EXPECT(ptr_eq(third, job));  // it is still there
  go.complete();
  queue.flush();
  EXPECT_EQ(job->calls.load(Relaxed), 1);
  auto only = [&] {
    Arc<Job> last = std::move(job);
    { Arc<Job> gone = std::move(third); }
    return kernel::UniqueArc<Job>::from_arc(std::move(last)).has_value();
  };
  EXPECT(only());
  EXPECT_EQ(Job::alive, 0);
}

// In two queues with threads of their own, a shared object runs twice at once: it is constant.
struct Both : kernel::SharedWork<Both> {
  static void run(const Arc<Both>& both) {
    static_assert(std::is_const_v<std::remove_reference_t<decltype(*both)>>);
    both->begun.complete();
    both->go.wait();
  }
  Completion begun;
  Completion go;
};

TEST(shared_in_two_queues) {
  auto one = OwnedQueue::make("cpp_one");
  auto two = OwnedQueue::make("cpp_two", kernel::WQ_HIGHPRI);
  auto both = Arc<Both>::make(GFP_KERNEL);
  REQUIRE(one.is_ok() && two.is_ok() && both.is_ok());
  EXPECT(one.value().enqueue(both.value()));
  both.value()->begun.wait();
  EXPECT(two.value().enqueue(both.value()));
  both.value()->begun.wait();
  both.value()->go.complete_all();
}

// Work that goes on for ever ends with its queue.
struct Endless : kernel::SharedWork<Endless>, kernel::SharedDelayedWork<Endless> {
  static constinit Atomic<int> alive;
  explicit Endless(const OwnedQueue& queue, bool delayed) : queue(queue), delayed(delayed) {
    alive.add(1, Relaxed);
  }
  ~Endless() { alive.add(-1, Relaxed); }
  static void run(Arc<Endless> item) {
    item->calls.add(1, Relaxed);
    const OwnedQueue& queue = item->queue;
    if (item->delayed) {
      queue.enqueue_delayed(std::move(item), 1_ms);
    } else {
      queue.enqueue(std::move(item));
    }
  }
  // SAFETY: a queue waits for its work before it goes.
  const OwnedQueue& queue;
  bool delayed;
  Atomic<int> calls{0};
};
constinit Atomic<int> Endless::alive;

TEST(shared_endless) {
  Endless::alive.store(0, Relaxed);
  {
    auto made = OwnedQueue::make("cpp_endless");
    REQUIRE(made.is_ok());
    const OwnedQueue& queue = made.value();
    auto at_once = Arc<Endless>::make(GFP_KERNEL, queue, false);
    auto delayed = Arc<Endless>::make(GFP_KERNEL, queue, true);
    REQUIRE(at_once.is_ok() && delayed.is_ok());
    EXPECT(queue.enqueue(at_once.value()));
    EXPECT(queue.enqueue_delayed(delayed.value(), 1_ms));
    while (at_once.value()->calls.load(Relaxed) < 20) kernel::msleep(1_ms);
    while (delayed.value()->calls.load(Relaxed) < 3) kernel::msleep(1_ms);
  }
  EXPECT_EQ(Endless::alive.load(Relaxed), 0);
}

TEST(shared_delayed) {
  Job::alive = 0;
  {
    auto made = OwnedQueue::make("cpp_shared");
    REQUIRE(made.is_ok());
    const OwnedQueue& queue = made.value();
    auto job = Arc<Job>::make(GFP_KERNEL);
    auto far = Arc<Job>::make(GFP_KERNEL);
    REQUIRE(job.is_ok() && far.is_ok());
    for (int i = 1; i <= 3; ++i) {
      auto begin = kernel::Instant::now();
      EXPECT(queue.enqueue_delayed(job.value(), 10_ms));
      while (job.value()->calls.load(Relaxed) < i) kernel::msleep(1_ms);
      EXPECT(begin.elapsed() >= 10_ms);
      queue.flush();
    }
    EXPECT(queue.enqueue_delayed(job.value(), Delta::kZero));
    queue.flush();
    EXPECT_EQ(job.value()->calls.load(Relaxed), 4);
    // One that only the queue owns, and that is dropped with it.
    EXPECT(queue.enqueue_delayed(std::move(far).value(), 1000_s));
    EXPECT(queue.enqueue_delayed(job.value(), 1000_s));
    EXPECT(!queue.enqueue_delayed(job.value(), Delta::kZero));
    EXPECT_EQ(Job::alive, 2);
  }
  EXPECT_EQ(Job::alive, 0);
}

// Whenever the queue goes, nothing is left of what is in it.
TEST(shared_queue_goes_at_any_time) {
  Endless::alive.store(0, Relaxed);
  for (int round = 0; round < 60; ++round) {
    auto made =
        OwnedQueue::make("cpp_endless", round % 2 ? kernel::WQ_UNBOUND : kernel::WQ_HIGHPRI);
    REQUIRE(made.is_ok());
    const OwnedQueue& queue = made.value();
    for (int i = 0; i < 10; ++i) {
      auto item = Arc<Endless>::make(GFP_KERNEL, queue, i % 3 != 0);
      REQUIRE(item.is_ok());
      if (item.value()->delayed) {
        EXPECT(queue.enqueue_delayed(std::move(item).value(), Delta::from_millis(i - 4)));
      } else {
        EXPECT(queue.enqueue(std::move(item).value()));
      }
    }
    kernel::fsleep(Delta::from_micros(s64{173} * round));
  }
  EXPECT_EQ(Endless::alive.load(Relaxed), 0);
}

// Each time that an object is put in, it runs once, from however many threads that happens.
TEST(shared_runs_as_often_as_put_in) {
  struct Producer {
    Producer(const OwnedQueue& queue, const Arc<Job>& job) : queue(queue), job(job) {}
    void produce() const {
      for (int i = 0; i < 2000; ++i) {
        if (queue.enqueue(job)) accepted.add(1, Relaxed);
        if (queue.enqueue_delayed(job, Delta::kZero)) accepted.add(1, Relaxed);
      }
    }
    // SAFETY: the queue outlives this work.
    const OwnedQueue& queue;
    Arc<Job> job;
    Atomic<int> accepted{0};
    Work<&Producer::produce> work{*this, workqueue::system_unbound()};
  };
  Job::alive = 0;
  {
    auto made = OwnedQueue::make("cpp_shared", kernel::WQ_UNBOUND);
    auto job = Arc<Job>::make(GFP_KERNEL);
    REQUIRE(made.is_ok() && job.is_ok());
    const OwnedQueue& queue = made.value();
    Producer one(queue, job.value());
    Producer two(queue, job.value());
    Producer three(queue, job.value());
    for (const Producer* producer : {&one, &two, &three}) producer->work.enqueue();
    int accepted = 0;
    for (const Producer* producer : {&one, &two, &three}) {
      producer->work.flush();
      accepted += producer->accepted.load(Relaxed);
    }
    queue.flush();
    EXPECT_EQ(job.value()->calls.load(Relaxed), accepted);
    EXPECT(accepted > 1);
  }
  EXPECT_EQ(Job::alive, 0);
}

// A class with two kinds of work.
struct Two;
struct Start {
  static void run(const Arc<Two>& two);
};
struct Stop {
  static void run(const Arc<Two>& two);
};
struct Two : kernel::SharedWork<Two, Start>, kernel::SharedWork<Two, Stop> {
  Atomic<int> started{0};
  Atomic<int> stopped{0};
};
void Start::run(const Arc<Two>& two) { two->started.add(1, Relaxed); }
void Stop::run(const Arc<Two>& two) { two->stopped.add(1, Relaxed); }

TEST(shared_several) {
  auto queue = OwnedQueue::make_ordered("cpp_shared");
  auto two = Arc<Two>::make(GFP_KERNEL);
  REQUIRE(queue.is_ok() && two.is_ok());
  EXPECT(queue.value().enqueue<Start>(two.value()));
  EXPECT(queue.value().enqueue<Stop>(two.value()));
  queue.value().flush();
  EXPECT(queue.value().enqueue<Stop>(two.value()));
  queue.value().flush();
  EXPECT_EQ(two.value()->started.load(Relaxed), 1);
  EXPECT_EQ(two.value()->stopped.load(Relaxed), 2);
}

KTAP_MODULE(workqueue_test, system_queues, own_queues, waiting, destroyed_while_waiting_and_running,
            runs_in_one_thread_at_a_time, put_each_other_in, puts_itself_in_again,
            flushed_from_several_threads, delayed, delayed_again_and_again,
            queue_goes_before_its_work, queue_goes_while_work_puts_itself_in, shared,
            shared_waits_already, shared_in_two_queues, shared_endless, shared_delayed,
            shared_queue_goes_at_any_time, shared_runs_as_often_as_put_in, shared_several);
