// SPDX-License-Identifier: GPL-2.0
//
// Locks that the compiler initialises. That their first bytes are those of C's DEFINE_MUTEX() and
// DEFINE_SPINLOCK() is tested in guest/global_lock.
#include <helpers/irqflags.h>

#include <kernel/ktap.hpp>
#include <kernel/sync/global_lock.hpp>
#include <kernel/sync/locked_by.hpp>

using kernel::GlobalMutex;
using kernel::GlobalSpinLock;
using kernel::GlobalSpinLockIrq;

namespace {

struct Pair {
  int x;
  int y;
};

constinit GlobalMutex<Pair, "Test::mutex"> mutex(1, 2);
constinit GlobalSpinLock<Pair, "Test::spinlock"> spinlock(1, 2);
constinit GlobalSpinLockIrq<Pair, "Test::spinlock_irq"> spinlock_irq(1, 2);
constinit GlobalMutex<void> nothing;

using Mutex = GlobalMutex<Pair, "Test::mutex">;
static_assert(!std::is_copy_constructible_v<Mutex> && !std::is_move_constructible_v<Mutex>);
static_assert(std::is_trivially_destructible_v<Mutex>);
static_assert(sizeof(GlobalMutex<void>) == sizeof(::mutex));
static_assert(!std::is_constructible_v<Mutex, const kernel::LockClassKey&, int, int>);

// Whether nobody holds the lock.
template <typename L>
bool is_free(const L& lock) {
  auto guard = lock.try_lock();
  return static_cast<bool>(guard);
}

template <typename L>
void use(kernel::ktap::Test& test, L& pair) {
  {
    auto guard = pair.lock();
    EXPECT_EQ(guard->x, 1);
    (*guard).y = 5;
    pair.assert_held();
    EXPECT(guard.holds(pair));
    EXPECT(!is_free(pair));
  }
  {
    auto guard = pair.try_lock();
    REQUIRE(guard);
    EXPECT_EQ(guard->y, 5);
  }
  EXPECT_EQ(pair.with([](Pair& both) { return both.x + both.y; }), 6);
  EXPECT(is_free(pair));
}

TEST(mutexes) { use(test, mutex); }
TEST(spinlocks) { use(test, spinlock); }
TEST(spinlocks_irq) {
  use(test, spinlock_irq);
  auto guard = spinlock_irq.lock();
#ifndef CONFIG_PREEMPT_RT
  EXPECT(cpp_helper_irqs_disabled());
#endif
}

TEST(inside_a_function) {
  static constinit GlobalMutex<int> counter(3);
  auto held = nothing.lock();
  EXPECT(!is_free(nothing));
  auto guard = counter.lock();
  EXPECT_EQ(*guard, 3);
}

TEST(guards_what_is_elsewhere) {
  static constinit GlobalMutex<void, "Test::of_all"> of_all;
  kernel::LockedBy<int, GlobalMutex<void, "Test::of_all">> one(of_all, 4);
  auto guard = of_all.lock();
  EXPECT_EQ(one.access(guard), 4);
}

}  // namespace

KTAP_MODULE(global_lock_test, mutexes, spinlocks, spinlocks_irq, inside_a_function,
            guards_what_is_elsewhere);
