// SPDX-License-Identifier: GPL-2.0
// Functions that others run: work, timers, threads. What was asked for runs, as often as was
// promised, and nothing runs after its end.

#include <kernel/ktap.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/time/delay.hpp>
#include <kernel/time/hrtimer.hpp>
#include <kernel/workqueue.hpp>

#include "crew.hpp"

using kernel::Arc;
using kernel::Atomic;
using kernel::Full;
using kernel::GFP_KERNEL;
using kernel::Instant;
using kernel::Relaxed;
using kernel::Thread;
using kernel::ThreadStop;
using kernel::workqueue::OwnedQueue;
using namespace kernel::literals;
using Restart = kernel::HrTimerRestart;
using Context = kernel::HrTimerContext<kernel::clock::Monotonic>;
namespace workqueue = kernel::workqueue;

namespace {

struct Counter {
  void count() const {
    // One thread at a time runs it, so this needs no more.
    if (inside.xchg(true, Full)) overlaps.inc(Relaxed);
    runs.store(runs.load(Relaxed) + 1, Relaxed);
    linger();
    inside.store(false, kernel::Release);
  }

  Atomic<int> runs;
  Atomic<int> overlaps;
  Atomic<bool> inside;
  kernel::Work<&Counter::count> work;

  explicit Counter(const workqueue::SystemQueue& queue) : work(*this, queue) {}
};

struct Job : kernel::SharedWork<Job>, kernel::SharedDelayedWork<Job> {
  static constinit Atomic<int> alive;
  static constinit Atomic<int> runs;
  Job() { alive.inc(Relaxed); }
  ~Job() { alive.dec(Relaxed); }
  static void run(Arc<Job> job) {
    const Arc<Job> last = std::move(job);
    runs.inc(Relaxed);
  }
};
constinit Atomic<int> Job::alive;
constinit Atomic<int> Job::runs;

}  // namespace

// Each enqueue() that says yes is one run.
TEST(work_runs_as_often_as_promised) {
  for (const workqueue::SystemQueue* queue : {&workqueue::system(), &workqueue::system_unbound()}) {
    Counter counter(*queue);
    Atomic<int> promised;
    EXPECT(run_crew([&](int) {
             for (int i = 0; i < 500; ++i) {
               if (counter.work.enqueue()) promised.inc(Relaxed);
               if (i % 16 == 0) kernel::fsleep(20_us);
             }
           }).is_ok());
    counter.work.flush();
    EXPECT(promised.load(Relaxed) > 0);
    EXPECT_EQ(counter.runs.load(Relaxed), promised.load(Relaxed));
    EXPECT_EQ(counter.overlaps.load(Relaxed), 0);
  }
}

// What is cancelled does not run, what is not, does.
TEST(work_cancelled) {
  Counter counter(workqueue::system_unbound());
  Atomic<int> promised;
  Atomic<int> cancelled;
  EXPECT(run_crew([&](int mine) {
           for (int i = 0; i < 300; ++i) {
             if (mine % 3) {
               if (counter.work.enqueue()) promised.inc(Relaxed);
             } else if (i % 2) {
               if (counter.work.cancel()) cancelled.inc(Relaxed);
             } else if (counter.work.cancel_sync()) {
               cancelled.inc(Relaxed);
             }
           }
         }).is_ok());
  counter.work.flush();
  EXPECT_EQ(counter.runs.load(Relaxed), promised.load(Relaxed) - cancelled.load(Relaxed));
  EXPECT_EQ(counter.overlaps.load(Relaxed), 0);
}

// Objects that only the queue still owns: all run that were taken, and all go.
TEST(shared_work) {
  Job::runs.store(0, Relaxed);
  Atomic<int> promised;
  Atomic<int> failed;
  {
    auto made = OwnedQueue::make("stress");
    REQUIRE(made.is_ok());
    const OwnedQueue& queue = made.value();
    EXPECT(run_crew([&](int) {
             for (int i = 0; i < 200; ++i) {
               auto job = Arc<Job>::make(GFP_KERNEL);
               if (job.is_err()) {
                 failed.inc(Relaxed);
                 continue;
               }
               // Twice: the second one is refused, or has come after the first has begun.
               if (queue.enqueue(job.value())) promised.inc(Relaxed);
               if (queue.enqueue(std::move(job).value())) promised.inc(Relaxed);
             }
           }).is_ok());
  }
  EXPECT_EQ(failed.load(Relaxed), 0);
  EXPECT(promised.load(Relaxed) >= kThreads * 200);
  EXPECT_EQ(Job::runs.load(Relaxed), promised.load(Relaxed));
  EXPECT_EQ(Job::alive.load(Relaxed), 0);
}

// A queue that goes drops what is delayed, however many are just then about to begin.
TEST(delayed_work_dropped) {
  for (int round = 0; round < 10; ++round) {
    Job::runs.store(0, Relaxed);
    Atomic<int> promised;
    Atomic<int> failed;
    {
      auto made = OwnedQueue::make("stress");
      REQUIRE(made.is_ok());
      const OwnedQueue& queue = made.value();
      EXPECT(run_crew([&](int) {
               for (int i = 0; i < 15; ++i) {
                 auto job = Arc<Job>::make(GFP_KERNEL);
                 if (job.is_err()) {
                   failed.inc(Relaxed);
                   continue;
                 }
                 if (queue.enqueue_delayed(std::move(job).value(), 1_ms * (i % 5)))
                   promised.inc(Relaxed);
               }
             }).is_ok());
      kernel::fsleep(1_ms * (round % 5));
    }
    EXPECT_EQ(failed.load(Relaxed), 0);
    EXPECT_EQ(promised.load(Relaxed), kThreads * 15);
    EXPECT(Job::runs.load(Relaxed) <= promised.load(Relaxed));
    EXPECT_EQ(Job::alive.load(Relaxed), 0);
  }
}

// Whatever was missed, the moments that a timer is set to are whole intervals apart, and it never
// goes off early.
TEST(timers_count) {
  int calls = 0;
  u64 intervals = 0;
  int early = 0;
  int astray = 0;
  Instant first = Instant::now();
  Instant last = first;
  {
    kernel::HrTimer timer([&](Context& context) {
      const Instant expires = context.expires();
      if (Instant::now() < expires) ++early;
      if (++calls == 1) first = expires;
      if (expires - first != 100_us * static_cast<s64>(intervals)) ++astray;
      last = expires;
      if (calls == 300) return Restart::NoRestart;
      intervals += context.forward(100_us);
      return Restart::Restart;
    });
    timer.start(100_us);
    for (int i = 0; i < 5000 && timer.is_active(); ++i) kernel::fsleep(1_ms);
    EXPECT(!timer.is_active());
  }
  EXPECT_EQ(calls, 300);
  EXPECT_EQ(early, 0);
  EXPECT_EQ(astray, 0);
  EXPECT(intervals >= 299);
  EXPECT(last - first == 100_us * static_cast<s64>(intervals));
}

// Cancelled and destroyed while they go off: after that they do not.
TEST(timers_cancelled) {
  struct Shared {
    Atomic<int> late;
    Atomic<int> calls;
  } shared;
  EXPECT(run_crew([&](int mine) {
           for (int i = 0; i < 40; ++i) {
             Atomic<bool> over{false};
             {
               kernel::HrTimer timer([&](Context& context) {
                 if (over.load(Relaxed)) shared.late.inc(Relaxed);
                 shared.calls.inc(Relaxed);
                 context.forward(30_us);
                 return Restart::Restart;
               });
               timer.start(30_us);
               kernel::fsleep(kernel::Delta::from_micros(20 + 3 * i + mine));
               if (i % 2) {
                 timer.cancel();
                 over.store(true, Relaxed);
                 kernel::fsleep(50_us);
               }
             }
             over.store(true, Relaxed);
           }
         }).is_ok());
  EXPECT(shared.calls.load(Relaxed) > 0);
  EXPECT_EQ(shared.late.load(Relaxed), 0);
}

// Who cancels a timer while its function runs on another processor waits for that.
TEST(timers_waited_for) {
  enum Phase { kBefore, kInside, kAfter };
  Atomic<int> phase{kAfter};
  Atomic<bool> wanted;
  kernel::HrTimer timer([&phase](Context&) {
    phase.store(kInside, Relaxed);
    for (int waited = 0; waited < 3; ++waited) kernel::udelay(1_ms);
    phase.store(kAfter, Relaxed);
    return Restart::NoRestart;
  });
  // It goes off on the processor that started it. As both threads are always busy, they come to run
  // on different ones, where there are two.
  auto starter = Thread::spawn(GFP_KERNEL, "starter", [&](ThreadStop& stop) {
    while (!stop.should_stop())
      if (wanted.xchg(false, Full)) timer.start(50_us);
    return 0;
  });
  REQUIRE(starter.is_ok());
  int caught = 0;
  int early = 0;
  const Instant begin = Instant::now();
  while (caught < 5 && begin.elapsed() < 2_s) {
    phase.store(kBefore, Relaxed);
    wanted.store(true, kernel::Release);
    while (phase.load(Relaxed) == kBefore && begin.elapsed() < 2_s) continue;
    const bool inside = phase.load(Relaxed) == kInside;
    timer.cancel();
    if (inside) ++caught;
    if (inside && phase.load(Relaxed) != kAfter) ++early;
  }
  EXPECT_EQ(std::move(starter).value().stop(), 0);
  EXPECT_EQ(early, 0);
}

// Threads that are stopped at once: their function runs once or not at all, and what was given to
// them is destroyed.
TEST(threads_stopped_at_once) {
  struct Gift {
    explicit Gift(Atomic<int>& alive) : alive(&alive) { alive.inc(Relaxed); }
    Gift(const Gift& other) : alive(other.alive) { alive->inc(Relaxed); }
    Gift(Gift&& other) : alive(other.alive) { alive->inc(Relaxed); }
    Gift& operator=(const Gift&) = delete;
    ~Gift() { alive->dec(Relaxed); }
    // SAFETY: it outlives the threads.
    Atomic<int>* alive;
  };
  Atomic<int> alive;
  Atomic<int> begun;
  Atomic<int> wrong;
  EXPECT(run_crew(
             [&](int) {
               for (int i = 0; i < 40; ++i) {
                 auto thread = Thread::spawn(
                     GFP_KERNEL, "brief",
                     [&begun](ThreadStop& stop, const Gift&) {
                       begun.inc(Relaxed);
                       stop.wait();
                       return 5;
                     },
                     Gift(alive));
                 if (thread.is_err()) {
                   wrong.inc(Relaxed);
                   continue;
                 }
                 if (i % 4 == 0) kernel::fsleep(20_us);
                 const int result = std::move(thread.value()).stop();
                 if (result == 5) begun.dec(Relaxed);
                 if (result != 5 && result != kernel::EINTR.to_errno()) wrong.inc(Relaxed);
               }
             },
             3)
             .is_ok());
  EXPECT_EQ(wrong.load(Relaxed), 0);
  EXPECT_EQ(begun.load(Relaxed), 0);
  EXPECT_EQ(alive.load(Relaxed), 0);
}

KTAP_MODULE(stress_running_test, work_runs_as_often_as_promised, work_cancelled, shared_work,
            delayed_work_dropped, timers_count, timers_cancelled, timers_waited_for,
            threads_stopped_at_once);
