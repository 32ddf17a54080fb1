// SPDX-License-Identifier: GPL-2.0
//
// LockedBy with every kind of lock. A guard of another lock is an oops, so only what decides it is
// tested: holds().
#include <kernel/ktap.hpp>
#include <kernel/sync/locked_by.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/spinlock.hpp>

using kernel::LockedBy;

namespace {

using Mutex = kernel::Mutex<int, "Test::mutex">;
using SpinLock = kernel::SpinLock<void, "Test::spinlock">;
using Other = kernel::Mutex<int, "Test::other">;
using RwSemaphore = kernel::RwSemaphore<int, "Test::rwsem">;

struct Pair {
  int x;
  int y;
};

template <typename D, typename G>
concept AccessibleBy = requires(const D& data, G& guard) {
  data.access(guard);
};
template <typename D, typename L>
concept AccessibleByTemporary = requires(const D& data, L& lock) {
  data.access(lock.lock());
};

using Data = LockedBy<Pair, Mutex>;
static_assert(AccessibleBy<Data, kernel::Guard<Mutex>>);
static_assert(!AccessibleBy<Data, kernel::Guard<Other>>);
static_assert(!AccessibleBy<Data, kernel::TryGuard<Mutex>>);
static_assert(!AccessibleByTemporary<Data, Mutex>);
static_assert(!std::is_copy_constructible_v<Data> && !std::is_move_constructible_v<Data>);
static_assert(!std::is_constructible_v<Data, Mutex&&, int, int>);

TEST(mutex) {
  Mutex lock(1);
  const Data data(lock, 2, 3);
  auto guard = lock.lock();
  EXPECT_EQ(data.access(guard).x, 2);
  data.access(guard).y = 5;
  EXPECT_EQ(data.access(guard).y, 5);
}

TEST(spinlock) {
  SpinLock lock;
  const LockedBy<int, SpinLock> data(lock, 2);
  auto guard = lock.lock();
  data.access(guard) += 1;
  EXPECT_EQ(data.access(guard), 3);
}

TEST(rwsem) {
  RwSemaphore lock(0);
  const LockedBy<int, RwSemaphore> data(lock, 2);
  {
    auto guard = lock.write();
    data.access(guard) += 1;
  }
  auto guard = lock.read();
  static_assert(std::is_same_v<decltype(data.access(guard)), const int&>);
  EXPECT_EQ(data.access(guard), 3);
}

TEST(which_lock) {
  Mutex lock(1);
  Mutex another(1);
  auto guard = lock.lock();
  EXPECT(guard.holds(lock));
  EXPECT(!guard.holds(another));
}

}  // namespace

KTAP_MODULE(locked_by_test, mutex, spinlock, rwsem, which_lock);
