// SPDX-License-Identifier: GPL-2.0
// What several threads use without a lock.

#include <kernel/alloc/kbox.hpp>
#include <kernel/ktap.hpp>
#include <kernel/sync/access.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/rcu.hpp>
#include <kernel/sync/refcount.hpp>
#include <kernel/sync/set_once.hpp>
#include <kernel/sync/srcu.hpp>
#include <kernel/time/delay.hpp>

#include "crew.hpp"

using kernel::Acquire;
using kernel::Atomic;
using kernel::Full;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::READ_ONCE;
using kernel::Refcount;
using kernel::Relaxed;
using kernel::Release;
using kernel::WRITE_ONCE;
using namespace kernel::literals;
namespace rcu = kernel::rcu;

namespace {

constexpr int kRounds = 4000;

// Two words that belong together, until the object is gone.
class Canary {
 public:
  explicit Canary(unsigned long song) : song_(song), echo_(~song) { alive.inc(Relaxed); }
  Canary(const Canary&) = delete;
  Canary& operator=(const Canary&) = delete;
  ~Canary() {
    WRITE_ONCE(song_, 1UL);
    WRITE_ONCE(echo_, 1UL);
    alive.dec(Relaxed);
  }

  bool sings() const {
    const unsigned long song = READ_ONCE(song_);
    linger();
    return song == ~READ_ONCE(echo_);
  }

  static constinit Atomic<int> alive;

 private:
  unsigned long song_;
  unsigned long echo_;
};
constinit Atomic<int> Canary::alive;

}  // namespace

// Nothing but additions, so that they meet.
TEST(atomic_additions) {
  constexpr int each = 50'000;
  Atomic<int> sum;
  Atomic<s64> fetched;
  EXPECT(run_crew([&](int) {
           for (int i = 0; i < each; ++i) sum.add(1, Relaxed);
           for (int i = 0; i < each; ++i) fetched.fetch_add(1, Relaxed);
         }).is_ok());
  EXPECT_EQ(sum.load(Relaxed), kThreads * each);
  EXPECT_EQ(fetched.load(Relaxed), kThreads * each);
}

TEST(atomic_sums) {
  Atomic<int> adds;
  Atomic<s64> fetch_adds;
  Atomic<int> returns;
  Atomic<int> exchanged;
  Atomic<s64> exchanged_long;
  Atomic<int> even;
  EXPECT(run_crew([&](int) {
           for (int i = 0; i < kRounds; ++i) {
             adds.add(3, Relaxed);
             fetch_adds.fetch_add(5, Relaxed);
             returns.add_return(2, Full);
             int now = exchanged.load(Relaxed);
             while (!exchanged.try_cmpxchg(now, now + 1, Relaxed)) continue;
             s64 old;
             do {
               old = exchanged_long.load(Relaxed);
               linger();
             } while (exchanged_long.cmpxchg(old, old + 1, Full) != old);
             even.inc(Relaxed);
             even.fetch_sub(1, Release);
           }
         }).is_ok());
  constexpr int sum_of_all = kThreads * kRounds;
  EXPECT_EQ(adds.load(Relaxed), 3 * sum_of_all);
  EXPECT_EQ(fetch_adds.load(Relaxed), 5L * sum_of_all);
  EXPECT_EQ(returns.load(Relaxed), 2 * sum_of_all);
  EXPECT_EQ(exchanged.load(Relaxed), sum_of_all);
  EXPECT_EQ(exchanged_long.load(Relaxed), sum_of_all);
  EXPECT_EQ(even.load(Relaxed), 0);
}

// Each number is given out once.
TEST(atomic_tickets) {
  constexpr int tickets = kThreads * 500;
  struct Seen {
    Atomic<u8> times[tickets];
  };
  auto seen = KBox<Seen>::make(GFP_KERNEL);
  REQUIRE(seen.is_ok());
  Seen& all = *seen.value();
  Atomic<int> next;
  Atomic<int> twice;
  EXPECT(run_crew([&](int) {
           for (int i = 0; i < tickets / kThreads; ++i) {
             const int mine = next.fetch_add(1, Relaxed);
             if (all.times[mine].xchg(1, Relaxed) != 0) twice.inc(Relaxed);
           }
         }).is_ok());
  EXPECT_EQ(twice.load(Relaxed), 0);
  EXPECT_EQ(next.load(Relaxed), tickets);
  for (const auto& times : all.times) REQUIRE(times.load(Relaxed) == 1);
}

// Whoever reads by Acquire what was written with Release, sees all that was written before.
TEST(messages) {
  unsigned long message = 0;
  Atomic<int> turn;
  Atomic<int> wrong;
  constexpr int times_each = 3000;
  EXPECT(run_crew(
             [&](int mine) {
               for (int i = 0; i < times_each; ++i) {
                 for (int tries = 0; turn.load(Acquire) % 2 != mine; ++tries)
                   if (tries > 100) kernel::fsleep(20_us);
                 if (message != 2UL * static_cast<unsigned>(i) + static_cast<unsigned>(mine))
                   wrong.inc(Relaxed);
                 ++message;
                 turn.store(2 * i + mine + 1, Release);
               }
             },
             2)
             .is_ok());
  EXPECT_EQ(wrong.load(Relaxed), 0);
  EXPECT_EQ(message, 2UL * times_each);
}

// Owners come and go; the last one, and nobody else, gives the object up.
TEST(refcounts) {
  for (int round = 0; round < 25; ++round) {
    Refcount owners(kThreads);
    Atomic<int> given_up;
    Atomic<int> found_late;
    EXPECT(run_crew([&](int) {
             for (int i = 0; i < 50; ++i) {
               owners.inc();
               if (owners.dec_and_test()) given_up.inc(Relaxed);
             }
             if (owners.dec_and_test()) {
               given_up.inc(Relaxed);
               if (owners.inc_not_zero()) found_late.inc(Relaxed);
             }
           }).is_ok());
    EXPECT_EQ(given_up.load(Relaxed), 1);
    EXPECT_EQ(found_late.load(Relaxed), 0);
    EXPECT_EQ(owners.read(), 0U);
  }
}

TEST(arcs) {
  Atomic<int> silent;
  for (int round = 0; round < 20; ++round) {
    auto made = kernel::Arc<Canary>::make(GFP_KERNEL, 77UL);
    REQUIRE(made.is_ok());
    kernel::Arc<Canary> first = std::move(made).value();
    auto work = [&silent, first](int) {
      for (int i = 0; i < 100; ++i) {
        // NOLINTBEGIN(performance-unnecessary-copy-initialization): what is tested
        kernel::Arc<Canary> mine = first;
        kernel::Arc<Canary> another = mine;
        // NOLINTEND(performance-unnecessary-copy-initialization)
        if (!another->sings()) silent.inc(Relaxed);
      }
    };
    EXPECT(run_crew(work).is_ok());
    EXPECT_EQ(Canary::alive.load(Relaxed), 1);
  }
  EXPECT_EQ(silent.load(Relaxed), 0);
  EXPECT_EQ(Canary::alive.load(Relaxed), 0);
}

// A value that is replaced stays for those who read it, and all are destroyed in the end.
TEST(rcu_pointers) {
  Atomic<int> silent;
  Atomic<int> failed;
  Atomic<int> sung;
  {
    rcu::Pointer<Canary> current;
    EXPECT(run_crew([&](int mine) {
             for (int i = 0; i < 400; ++i) {
               if (mine >= 2) {
                 for (int k = 0; k < 10; ++k) {
                   rcu::ReadGuard guard;
                   if (auto now = current.read(guard)) {
                     if (!now->sings()) silent.inc(Relaxed);
                     sung.inc(Relaxed);
                   }
                 }
                 // In the end there is one for sure.
                 if (i == 399 && sung.load(Relaxed) == 0) {
                   kernel::fsleep(50_us);
                   --i;
                 }
                 continue;
               }
               auto next = rcu::Box<Canary>::make(GFP_KERNEL, static_cast<unsigned long>(i));
               if (next.is_err()) {
                 failed.inc(Relaxed);
               } else if (i % 50 == 0) {
                 auto old = current.replace_sync(std::move(next).value());
                 if (old && !(*old)->sings()) silent.inc(Relaxed);
               } else {
                 current.replace(std::move(next).value());
               }
               if (i % 7 == 3) current.clear();  // not after the last one
             }
           }).is_ok());
  }
  EXPECT_EQ(failed.load(Relaxed), 0);
  EXPECT_EQ(silent.load(Relaxed), 0);
  EXPECT(sung.load(Relaxed) > 0);
  EXPECT_EQ(Canary::alive.load(Relaxed), 0);
}

// The same by hand, with readers that sleep.
TEST(srcu_domains) {
  using Users = kernel::Srcu<"Stress::users">;
  auto made = KBox<Users>::init(GFP_KERNEL, Users::init);
  REQUIRE(made.is_ok());
  const Users& users = *made.value();
  Atomic<Canary*> current;
  Atomic<int> silent;
  Atomic<int> failed;
  EXPECT(run_crew([&](int mine) {
           for (int i = 0; i < 60; ++i) {
             if (mine > 0) {
               for (int k = 0; k < 8; ++k) {
                 auto guard = users.read_lock();
                 Canary* now = current.load(Acquire);
                 if (now && !now->sings()) silent.inc(Relaxed);
                 if (k == mine) kernel::fsleep(30_us);
                 if (now && !now->sings()) silent.inc(Relaxed);
               }
               continue;
             }
             auto next = KBox<Canary>::make(GFP_KERNEL, static_cast<unsigned long>(i));
             if (next.is_err()) {
               failed.inc(Relaxed);
               continue;
             }
             Canary* old = current.xchg(std::move(next).value().into_raw(), Full);
             users.synchronize();
             // SAFETY: it came out of such a box, and nobody reads it any more.
             if (old) KBox<Canary>::from_raw(old);
           }
         }).is_ok());
  // SAFETY: as before; all threads have ended.
  if (Canary* last = current.load(Relaxed)) KBox<Canary>::from_raw(last);
  EXPECT_EQ(failed.load(Relaxed), 0);
  EXPECT_EQ(silent.load(Relaxed), 0);
  EXPECT_EQ(Canary::alive.load(Relaxed), 0);
}

// One sets the value; all see that one, or none yet.
TEST(set_once) {
  struct Value {
    Value(int winner, unsigned long filler) : winner(winner) {
      for (unsigned long& word : words) {
        linger();
        word = filler;
      }
    }
    int winner;
    unsigned long words[8];
  };
  constexpr int race_count = 100;
  struct Race {
    kernel::SetOnce<Value> once;
    Atomic<int> racers;
    Atomic<int> winners;
    Atomic<int> winner{-1};
  };
  struct Races {
    Race all[race_count];
  };
  auto made = KBox<Races>::make(GFP_KERNEL);
  REQUIRE(made.is_ok());
  auto& races = made.value()->all;
  Atomic<int> wrong;
  EXPECT(run_crew([&](int mine) {
           const auto number = static_cast<unsigned>(mine);
           for (Race& race : races) {
             auto look = [&] {
               auto now = race.once.as_ref();
               if (!now) return;
               for (unsigned long word : now->words)
                 if (word != 1000UL + static_cast<unsigned>(now->winner)) wrong.inc(Relaxed);
             };
             // Two at the same moment, if it can be.
             race.racers.inc(Relaxed);
             for (int i = 0; i < 100 && race.racers.load(Relaxed) < 2; ++i) kernel::udelay(1_us);
             if (race.once.populate(mine, 1000UL + number)) {
               race.winners.inc(Relaxed);
               race.winner.store(mine, Relaxed);
             }
             for (int i = 0; i < 10; ++i) look();
             if (&race - races == mine) kernel::fsleep(20_us);
           }
         }).is_ok());
  EXPECT_EQ(wrong.load(Relaxed), 0);
  for (Race& race : races) {
    REQUIRE(race.winners.load(Relaxed) == 1);
    REQUIRE(race.once.as_ref());
    EXPECT_EQ(race.once.as_ref()->winner, race.winner.load(Relaxed));
  }
}

KTAP_MODULE(stress_lockfree_test, atomic_additions, atomic_sums, atomic_tickets, messages,
            refcounts, arcs, rcu_pointers, srcu_domains, set_once);
