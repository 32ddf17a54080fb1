// SPDX-License-Identifier: GPL-2.0
// Threads that wait for each other: no wake-up is lost, nor anything that they hand over.

#include <kernel/ktap.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/spinlock.hpp>
#include <kernel/sync/wait_queue.hpp>
#include <kernel/time/delay.hpp>

#include "crew.hpp"

using kernel::Acquire;
using kernel::Atomic;
using kernel::Completion;
using kernel::CondVar;
using kernel::KVec;
using kernel::Relaxed;
using kernel::Release;
using kernel::Thread;
using kernel::ThreadStop;
using namespace kernel::literals;

namespace {

// Each in its turn: one wake-up too few, and all stand still.
template <typename L, int kPlayers>
void play(kernel::ktap::Test& test) {
  constexpr int turns = 200;
  const L turn(0);
  CondVar<L, "Stress::turn"> changed;
  Atomic<int> wrong;
  EXPECT(run_crew(
             [&](int mine) {
               for (int i = 0; i < turns / kPlayers; ++i) {
                 auto guard = turn.lock();
                 changed.wait(guard, [=](int& now) { return now % kPlayers == mine; });
                 if (*guard != i * kPlayers + mine) wrong.inc(Relaxed);
                 ++*guard;
                 // Of two, the other one is the one who waits; of more, any may be the next.
                 if (kPlayers == 2) changed.notify_one();
                 if (kPlayers != 2) changed.notify_all();
               }
             },
             kPlayers)
             .is_ok());
  EXPECT_EQ(wrong.load(Relaxed), 0);
  auto guard = turn.lock();
  EXPECT_EQ(*guard, turns);
}

// A ring between producers and consumers, who each wait for one another.
constexpr int kProducers = 3;
constexpr int kConsumers = 3;
constexpr int kItems = 240;

struct Item {
  int producer;
  int number;
};

struct Ring {
  static constexpr int kCapacity = 4;
  Item items[kCapacity] = {};
  int first = 0;
  int count = 0;
  int next[kProducers] = {};  // of each producer, what is to be taken next
  int taken = 0;
  int wrong = 0;

  void put(Item item) { items[(first + count++) % kCapacity] = item; }
  void take() {
    const Item item = items[first];
    first = (first + 1) % kCapacity;
    --count;
    ++taken;
    if (item.number != next[item.producer]++) ++wrong;
  }
};

template <typename L>
void produce_and_consume(kernel::ktap::Test& test) {
  const L ring;
  CondVar<L, "Stress::not_full"> not_full;
  CondVar<L, "Stress::not_empty"> not_empty;
  EXPECT(run_crew(
             [&](int mine) {
               if (mine < kProducers) {
                 for (int number = 0; number < kItems; ++number) {
                   {
                     auto guard = ring.lock();
                     not_full.wait(guard, [](Ring& now) { return now.count < Ring::kCapacity; });
                     guard->put({mine, number});
                   }
                   not_empty.notify_one();
                 }
                 return;
               }
               for (int i = 0; i < kProducers * kItems / kConsumers; ++i) {
                 auto guard = ring.lock();
                 not_empty.wait(guard, [](Ring& now) { return now.count > 0; });
                 guard->take();
                 if (i % 2) not_full.notify_one();
                 if (i % 2 == 0) not_full.notify_sync();
               }
             },
             kProducers + kConsumers)
             .is_ok());
  auto guard = ring.lock();
  EXPECT_EQ(guard->taken, kProducers * kItems);
  EXPECT_EQ(guard->wrong, 0);
  EXPECT_EQ(guard->count, 0);
  for (int number : guard->next) EXPECT_EQ(number, kItems);
}

}  // namespace

TEST(ping_pong) { play<kernel::Mutex<int, "Stress::turn">, 2>(test); }
TEST(ping_pong_of_spinlocks) { play<kernel::SpinLock<int, "Stress::turn">, 2>(test); }
TEST(ping_pong_irq) { play<kernel::SpinLockIrq<int, "Stress::turn">, 2>(test); }
TEST(ping_pong_of_five) { play<kernel::Mutex<int, "Stress::turn">, 5>(test); }
TEST(bounded_queue) { produce_and_consume<kernel::Mutex<Ring, "Stress::ring">>(test); }
TEST(bounded_queue_of_spinlocks) {
  produce_and_consume<kernel::SpinLock<Ring, "Stress::ring">>(test);
}

// A wait that gives up takes no other's wake-up with it: as many permits are taken as were given.
TEST(timeouts_take_nothing) {
  using Permits = kernel::Mutex<int, "Stress::permits">;
  constexpr int each = 60;
  const Permits permits(0);
  CondVar<Permits, "Stress::given"> given;
  EXPECT(run_crew([&](int mine) {
           for (int i = 0; i < each; ++i) {
             if (mine % 2) {
               {
                 auto guard = permits.lock();
                 ++*guard;
               }
               given.notify_one();
               if (i % 8 == 0) kernel::fsleep(100_us);
               continue;
             }
             auto guard = permits.lock();
             auto some = [](int& now) { return now > 0; };
             while (given.wait_timeout(guard, 1_ns, some).is_err()) continue;
             --*guard;
           }
         }).is_ok());
  auto guard = permits.lock();
  EXPECT_EQ(*guard, 0);
}

// Each complete() lets one wait pass, and what was written before is seen after.
TEST(completions) {
  constexpr int times = 300;
  Completion there;
  Completion back;
  int value = 0;
  Atomic<int> wrong;
  EXPECT(run_crew(
             [&](int mine) {
               for (int i = 0; i < times; ++i) {
                 if (mine == 0) {
                   value = i;
                   there.complete();
                   back.wait();
                 } else {
                   there.wait();
                   if (value != i) wrong.inc(Relaxed);
                   back.complete();
                 }
               }
             },
             2)
             .is_ok());
  EXPECT_EQ(wrong.load(Relaxed), 0);
  EXPECT(!there.is_done() && !back.is_done());
}

TEST(completions_counted) {
  constexpr int times = 300;
  Completion done;
  Atomic<int> passed;
  EXPECT(run_crew([&](int mine) {
           for (int i = 0; i < times; ++i) {
             if (mine % 2) done.complete();
             if (mine % 2 == 0) {
               if (i % 3 || !done.try_wait()) done.wait();
               passed.inc(Relaxed);
             }
           }
         }).is_ok());
  EXPECT_EQ(passed.load(Relaxed), kThreads / 2 * times);
  EXPECT(!done.is_done());
}

// As soon as a wait is over, the completion may go, although complete() may still be running.
TEST(completions_destroyed_at_once) {
  constexpr int times = 250;
  Atomic<Completion*> offered;
  EXPECT(run_crew(
             [&](int mine) {
               for (int i = 0; i < times; ++i) {
                 if (mine == 0) {
                   Completion done;
                   offered.store(&done, Release);
                   done.wait();
                   // What C still did with it would be seen in the next one, at this place.
                 } else {
                   Completion* found;
                   while (!(found = offered.xchg(nullptr, Acquire))) kernel::fsleep(20_us);
                   found->complete();
                 }
               }
             },
             2)
             .is_ok());
  EXPECT(offered.load(Relaxed) == nullptr);
}

// Without a lock the predicate looks at an atomic, and whoever changes it notifies after.
TEST(wait_queues) {
  constexpr int times = 300;
  kernel::WaitQueue<"Stress::queue"> queue;
  Atomic<int> turn;
  EXPECT(run_crew(
             [&](int mine) {
               for (int i = 0; i < times / 2; ++i) {
                 queue.wait_event([&] { return turn.load(Acquire) % 2 == mine; });
                 turn.store(2 * i + mine + 1, Release);
                 queue.wake_up();
               }
             },
             2)
             .is_ok());
  EXPECT_EQ(turn.load(Relaxed), times);
}

// Threads are told to stop while they wait, or just before.
TEST(stopped_while_waiting) {
  using Level = kernel::Mutex<int, "Stress::level">;
  for (int round = 0; round < 15; ++round) {
    const Level level(0);
    CondVar<Level, "Stress::risen"> risen;
    Completion never;
    Atomic<int> ended;
    KVec<Thread> threads;
    for (int i = 0; i < kThreads; ++i) {
      auto life = [&, i](ThreadStop& stop) {
        if (i % 3 == 0) {
          auto guard = level.lock();
          risen.wait(guard, [&](int& now) { return now > 0 || stop.should_stop(); });
        } else if (i % 3 == 1) {
          auto guard = level.lock();
          while (!stop.should_stop())
            static_cast<void>(risen.wait_interruptible(guard, [](int& now) { return now > 0; }));
        } else {
          while (!stop.should_stop()) static_cast<void>(never.wait_interruptible());
        }
        ended.inc(Relaxed);
        return 7;
      };
      auto thread = Thread::spawn(kernel::GFP_KERNEL, "waiter", life);
      REQUIRE(thread.is_ok());
      EXPECT(threads.push(std::move(thread).value(), kernel::GFP_KERNEL).is_ok());
    }
    if (round % 3) kernel::fsleep(kernel::Delta::from_micros(200) * round);
    int ran = 0;
    for (Thread& thread : threads) {
      const int result = std::move(thread).stop();
      EXPECT(result == 7 || result == kernel::EINTR.to_errno());
      if (result == 7) ++ran;
    }
    threads.clear();
    EXPECT_EQ(ended.load(Relaxed), ran);
  }
}

KTAP_MODULE(stress_waiting_test, ping_pong, ping_pong_of_spinlocks, ping_pong_irq,
            ping_pong_of_five, bounded_queue, bounded_queue_of_spinlocks, timeouts_take_nothing,
            completions, completions_counted, completions_destroyed_at_once, wait_queues,
            stopped_while_waiting);
