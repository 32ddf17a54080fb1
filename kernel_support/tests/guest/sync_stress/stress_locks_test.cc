// SPDX-License-Identifier: GPL-2.0
// Locks that several threads want: what they guard is never changed by two at once.

#include <kernel/ktap.hpp>
#include <kernel/sync/access.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/rwsem.hpp>
#include <kernel/sync/seqlock.hpp>
#include <kernel/sync/spinlock.hpp>
#include <kernel/time/hrtimer.hpp>

#include "crew.hpp"

using kernel::Atomic;
using kernel::READ_ONCE;
using kernel::Relaxed;
using kernel::WRITE_ONCE;
using namespace kernel::literals;

namespace {

constexpr int kRounds = 800;

struct Pair {
  unsigned long x = 0;
  unsigned long y = 0;
};

// What others did between the reading and the writing is lost, if they could do anything.
template <typename F>
void add_one(Pair& pair, const F& meanwhile) {
  const unsigned long next = READ_ONCE(pair.x) + 1;
  WRITE_ONCE(pair.x, next);
  meanwhile();
  WRITE_ONCE(pair.x, next);
  WRITE_ONCE(pair.y, next);
}

template <typename L>
void count_by(kernel::ktap::Test& test) {
  const L pair;
  const Door door;
  EXPECT(run_crew([&](int) {
           for (int i = 0; i < kRounds; ++i) {
             door.pass(i, [&](auto meanwhile) {
               auto guard = pair.lock();
               add_one(*guard, meanwhile);
             });
           }
         }).is_ok());
  auto guard = pair.lock();
  EXPECT_EQ(guard->x, 1UL * kThreads * kRounds);
  EXPECT_EQ(guard->y, 1UL * kThreads * kRounds);
}

template <typename L>
void count_by_trying(kernel::ktap::Test& test) {
  const L pair;
  const Door door;
  Atomic<unsigned long> successes;
  EXPECT(run_crew([&](int) {
           for (int i = 0; i < kRounds; ++i) {
             door.pass(i, [&](auto meanwhile) {
               // Who is refused wants to come in all the same.
               for (;;) {
                 if (auto guard = pair.try_lock()) {
                   add_one(*guard, meanwhile);
                   successes.inc(Relaxed);
                   break;
                 }
                 kernel::fsleep(20_us);
               }
             });
           }
         }).is_ok());
  auto guard = pair.lock();
  EXPECT_EQ(guard->x, successes.load(Relaxed));
  EXPECT_EQ(guard->y, successes.load(Relaxed));
}

using MutexOfPair = kernel::Mutex<Pair, "Stress::mutex">;
using SpinLockOfPair = kernel::SpinLock<Pair, "Stress::spinlock">;
using SpinLockIrqOfPair = kernel::SpinLockIrq<Pair, "Stress::spinlock_irq">;

}  // namespace

TEST(mutexes) { count_by<MutexOfPair>(test); }
TEST(spinlocks) { count_by<SpinLockOfPair>(test); }
TEST(spinlocks_irq) { count_by<SpinLockIrqOfPair>(test); }
TEST(mutexes_tried) { count_by_trying<MutexOfPair>(test); }
TEST(spinlocks_tried) { count_by_trying<SpinLockOfPair>(test); }
TEST(spinlocks_irq_tried) { count_by_trying<SpinLockIrqOfPair>(test); }

// Whoever holds it may sleep; the others wait asleep, too.
TEST(mutexes_held_asleep) {
  const MutexOfPair pair;
  EXPECT(run_crew([&](int) {
           for (int i = 0; i < 20; ++i) {
             auto guard = pair.lock();
             add_one(*guard, [] { kernel::fsleep(50_us); });
           }
         }).is_ok());
  auto guard = pair.lock();
  EXPECT_EQ(guard->x, 20UL * kThreads);
}

// An interrupt, on whatever processor, adds as well.
TEST(spinlocks_in_interrupts) {
  const SpinLockIrqOfPair pair;
  const Door door;
  unsigned long calls = 0;
  {
    kernel::HrTimer timer([&](kernel::HrTimerContext<kernel::clock::Monotonic>& context) {
      auto guard = pair.lock();
      add_one(*guard, [] { linger(); });
      ++calls;
      context.forward(100_us);
      return kernel::HrTimerRestart::Restart;
    });
    timer.start(100_us);
    EXPECT(run_crew([&](int) {
             for (int i = 0; i < kRounds; ++i) {
               door.pass(i, [&](auto meanwhile) {
                 auto guard = pair.lock();
                 add_one(*guard, meanwhile);
               });
             }
           }).is_ok());
    kernel::fsleep(1_ms);
  }
  auto guard = pair.lock();
  EXPECT(calls > 0);
  EXPECT_EQ(guard->x, 1UL * kThreads * kRounds + calls);
  EXPECT_EQ(guard->y, guard->x);
}

// Writers exclude all; readers, of whom there may be several, never see half of a change.
TEST(rw_semaphores) {
  const kernel::RwSemaphore<Pair, "Stress::rwsem"> pair;
  const Door door;
  Atomic<unsigned long> torn;
  Atomic<int> readers;
  Atomic<unsigned long> written;
  EXPECT(run_crew([&](int number) {
           for (int i = 0; i < kRounds; ++i) {
             door.pass(i, [&](auto meanwhile) {
               if (number % 3 == 0) {
                 auto guard = pair.write();
                 add_one(*guard, meanwhile);
                 if (readers.load(Relaxed) != 0) torn.inc(Relaxed);
                 written.inc(Relaxed);
               } else {
                 auto guard = pair.read();
                 readers.inc(Relaxed);
                 const unsigned long x = READ_ONCE(guard->x);
                 meanwhile();
                 if (x != READ_ONCE(guard->y)) torn.inc(Relaxed);
                 readers.dec(Relaxed);
               }
             });
           }
         }).is_ok());
  EXPECT_EQ(torn.load(Relaxed), 0UL);
  auto guard = pair.read();
  EXPECT_EQ(guard->x, written.load(Relaxed));
}

// A writer that becomes a reader lets no other writer in between.
TEST(rw_semaphores_downgraded) {
  const kernel::RwSemaphore<Pair, "Stress::rwsem"> pair;
  const Door door;
  Atomic<unsigned long> changed;
  EXPECT(run_crew([&](int) {
           for (int i = 0; i < kRounds; ++i) {
             door.pass(i, [&](auto meanwhile) {
               auto writing = pair.write();
               add_one(*writing, [] {});
               const unsigned long mine = writing->x;
               auto reading = std::move(writing).downgrade();
               meanwhile();
               if (reading->x != mine || reading->y != mine) changed.inc(Relaxed);
             });
           }
         }).is_ok());
  EXPECT_EQ(changed.load(Relaxed), 0UL);
  auto guard = pair.read();
  EXPECT_EQ(guard->x, 1UL * kThreads * kRounds);
}

// Readers that wait for nobody see a value that was there, as a whole.
template <typename L>
static void read_while_written(kernel::ktap::Test& test) {
  const L pair;
  const Door door;
  Atomic<unsigned long> torn;
  Atomic<unsigned long> backwards;
  Atomic<int> writers{2};
  EXPECT(run_crew([&](int number) {
           if (number < 2) {
             for (int i = 0; i < kRounds; ++i) {
               door.pass(i, [&](auto meanwhile) {
                 auto guard = pair.write();
                 add_one(*guard, meanwhile);
               });
               if (i % 8 == 0) kernel::fsleep(12_us);
             }
             writers.dec(Relaxed);
             return;
           }
           unsigned long last = 0;
           do {
             for (int i = 0; i < 50; ++i) {
               // Some look for so long that a writer comes in between, and they look again.
               const Pair now = door.look([&] {
                 return pair.read_with([&](const Pair& both) {
                   Pair copy;
                   copy.x = READ_ONCE(both.x);
                   for (int k = 0; k < i; ++k) linger();
                   copy.y = READ_ONCE(both.y);
                   return copy;
                 });
               });
               if (now.x != now.y) torn.inc(Relaxed);
               if (now.x < last) backwards.inc(Relaxed);
               last = now.x;
             }
             const Pair now = door.look([&] { return pair.read(); });
             if (now.x != now.y) torn.inc(Relaxed);
             kernel::fsleep(20_us);
           } while (writers.load(Relaxed) > 0);
         }).is_ok());
  EXPECT_EQ(torn.load(Relaxed), 0UL);
  EXPECT_EQ(backwards.load(Relaxed), 0UL);
  EXPECT_EQ(pair.read().x, 2UL * kRounds);
}

TEST(seqlocks) { read_while_written<kernel::SeqLock<Pair, "Stress::seqlock">>(test); }
TEST(seqlocks_irq) { read_while_written<kernel::SeqLockIrq<Pair, "Stress::seqlock_irq">>(test); }

KTAP_MODULE(stress_locks_test, mutexes, spinlocks, spinlocks_irq, mutexes_tried, spinlocks_tried,
            spinlocks_irq_tried, mutexes_held_asleep, spinlocks_in_interrupts, rw_semaphores,
            rw_semaphores_downgraded, seqlocks, seqlocks_irq);
