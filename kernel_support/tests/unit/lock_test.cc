// SPDX-License-Identifier: GPL-2.0
//
// Mutex, SpinLock and SpinLockIrq as one thread sees them. What several threads do to each other is
// tested in guest/sync_stress.
#include <helpers/irqflags.h>

#include <kernel/ktap.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/spinlock.hpp>

using kernel::Guard;
using kernel::LockClassKey;
using kernel::Mutex;
using kernel::SpinLock;
using kernel::SpinLockIrq;
using kernel::TryGuard;

namespace {

struct Pair {
  int x;
  int y;
};

// Keeps its own address, so it must be built where it stays.
struct Fixed {
  explicit Fixed(int number) : self(this), value(number) {}
  Fixed(const Fixed&) = delete;
  Fixed& operator=(const Fixed&) = delete;
  const Fixed* self;
  int value;
};

template <typename L>
concept GivesReferences = requires(L lock) {
  *lock.lock();
};
template <typename L>
concept IsMovable = std::is_move_constructible_v<L> || std::is_move_assignable_v<L>;

template <typename L>
constexpr bool kIsSafe = !IsMovable<L> && !IsMovable<Guard<L>> && !IsMovable<TryGuard<L>> &&
                         !std::is_copy_constructible_v<L> &&
                         !std::is_copy_constructible_v<Guard<L>> && !GivesReferences<L>;
static_assert(kIsSafe<Mutex<int>> && kIsSafe<SpinLock<int>> && kIsSafe<SpinLockIrq<int>>);

// No larger than what C declares.
static_assert(sizeof(Mutex<void>) == sizeof(::mutex));
static_assert(sizeof(SpinLock<void>) == sizeof(::spinlock_t));
struct CTwin {
  ::mutex lock;
  Pair pair;
};
static_assert(sizeof(Mutex<Pair>) == sizeof(CTwin));

// Whether the processor takes interrupts is not what a driver should ask, so no header tells.
bool interrupts_disabled() { return cpp_helper_irqs_disabled(); }

// Whether nobody holds the lock.
template <typename L>
bool is_free(const L& lock) {
  auto guard = lock.try_lock();
  return static_cast<bool>(guard);
}

// What every kind of lock does.
template <template <typename, kernel::LockName> typename L>
void use(kernel::ktap::Test& test) {
  const L<Pair, "Test::pair"> pair(1, 2);
  {
    auto guard = pair.lock();
    EXPECT_EQ(guard->x, 1);
    (*guard).y = 5;
    pair.assert_held();
    EXPECT(!is_free(pair));
  }
  {
    auto guard = pair.try_lock();
    REQUIRE(guard);
    EXPECT_EQ(guard->y, 5);
    EXPECT(!is_free(pair));
  }
  int sum = pair.with([](Pair& both) { return both.x + both.y; });
  EXPECT_EQ(sum, 6);
  {
    auto state = pair.lock_raw();
    EXPECT_EQ(pair.value_raw()->x, 1);
    EXPECT(!is_free(pair));
    pair.unlock_raw(state);
  }
  EXPECT(is_free(pair));

  L<Fixed, "Test::fixed"> fixed(3);
  auto guard = fixed.lock();
  EXPECT(guard->self == &*guard);
  EXPECT_EQ(guard->value, 3);

  L<void, "Test::nothing"> nothing;
  auto held = nothing.lock();
  EXPECT(!is_free(nothing));
}

TEST(mutexes) { use<Mutex>(test); }
TEST(spinlocks) { use<SpinLock>(test); }
TEST(spinlocks_irq) { use<SpinLockIrq>(test); }

// Each guard carries the flags of its own lock(), so the outermost one enables interrupts again.
TEST(nested_irq_guards) {
  SpinLockIrq<int, "Test::outer"> outer(0);
  SpinLockIrq<int, "Test::inner"> inner(0);
  SpinLock<int, "Test::plain"> plain(0);
  EXPECT(!interrupts_disabled());
  {
    auto first = outer.lock();
    const bool disabled = interrupts_disabled();
    {
      auto second = inner.lock();
      auto third = plain.lock();
      *second += *third;
    }
    EXPECT(interrupts_disabled() == disabled);
#ifdef CONFIG_PREEMPT_RT
    EXPECT(!disabled);  // a handler is a thread there, and waits
#else
    EXPECT(disabled);
#endif
  }
  EXPECT(!interrupts_disabled());
  EXPECT(is_free(outer));
  EXPECT(!interrupts_disabled());
}

TEST(classes) {
  LockClassKey key;
  Mutex<int> counter(key, 4);
  auto guard = counter.lock();
  EXPECT_EQ(*guard, 4);
}

}  // namespace

KTAP_MODULE(lock_test, mutexes, spinlocks, spinlocks_irq, nested_irq_guards, classes);
