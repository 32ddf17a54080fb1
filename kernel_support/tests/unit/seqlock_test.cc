// SPDX-License-Identifier: GPL-2.0
//
// SeqLock and SeqLockIrq as one thread sees them: a writer that comes in between is played by the
// function that reads.
#include <helpers/irqflags.h>

#include <kernel/ktap.hpp>
#include <kernel/sync/seqlock.hpp>

using kernel::SeqLock;
using kernel::SeqLockIrq;

namespace {

struct Pair {
  long x;
  long y;
};

template <typename L>
constexpr bool kStays = !std::is_copy_constructible_v<L> && !std::is_move_constructible_v<L> &&
                        !std::is_copy_assignable_v<L> && !std::is_move_assignable_v<L>;
static_assert(kStays<SeqLock<int>> && kStays<kernel::Guard<SeqLock<int>>>);

struct CTwin {
  ::seqlock_t lock;
  Pair pair;
};
static_assert(sizeof(SeqLock<Pair>) == sizeof(CTwin));

// Whether nobody holds the lock.
template <typename L>
bool is_free(const L& lock) {
  auto guard = lock.try_write();
  return static_cast<bool>(guard);
}

template <template <typename, kernel::LockName> typename L>
void use(kernel::ktap::Test& test) {
  const L<Pair, "Test::pair"> pair(1, 2);
  Pair seen = pair.read();
  EXPECT_EQ(seen.x, 1);
  EXPECT_EQ(seen.y, 2);
  {
    auto guard = pair.write();
    guard->x = 3;
    (*guard).y = 4;
    pair.assert_held();
    EXPECT(guard.holds(pair));
    EXPECT(!is_free(pair));
  }
  EXPECT_EQ(pair.read().x, 3);
  EXPECT(is_free(pair));
  EXPECT_EQ(pair.read_with([](const Pair& both) { return both.x + both.y; }), 7);
  {
    auto guard = pair.try_write();
    REQUIRE(guard);
    guard->x = 5;
    EXPECT(!is_free(pair));
  }
  EXPECT_EQ(pair.with_write([](Pair& both) { return both.x++; }), 5);
  EXPECT_EQ(pair.read().x, 6);
  EXPECT(pair.as_raw() != nullptr);
}

TEST(plain) { use<SeqLock>(test); }
TEST(irq) { use<SeqLockIrq>(test); }

// What was read while somebody wrote is dropped, and read again.
TEST(retries) {
  const SeqLock<Pair, "Test::retried"> pair(1, 1);
  int calls = 0;
  long sum = pair.read_with([&](const Pair& both) {
    ++calls;
    const long x = both.x;
    if (calls < 4) {
      auto writer = pair.write();
      writer->x += 1;
      writer->y += 1;
    }
    return x + both.y;
  });
  EXPECT_EQ(calls, 4);
  EXPECT_EQ(sum, 8);  // not 1 + 2, 2 + 3 or 3 + 4
}

TEST(interrupts) {
  SeqLockIrq<int, "Test::events"> events(0);
  EXPECT(!cpp_helper_irqs_disabled());
  {
    auto guard = events.write();
#ifdef CONFIG_PREEMPT_RT
    EXPECT(!cpp_helper_irqs_disabled());
#else
    EXPECT(cpp_helper_irqs_disabled());
#endif
  }
  EXPECT(!cpp_helper_irqs_disabled());
  EXPECT(is_free(events));
  EXPECT(!cpp_helper_irqs_disabled());
}

}  // namespace

KTAP_MODULE(seqlock_test, plain, irq, retries, interrupts);
