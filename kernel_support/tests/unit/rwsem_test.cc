// SPDX-License-Identifier: GPL-2.0
//
// RwSemaphore as one thread sees it, with a second one that asks while it is held.
#include <kernel/ktap.hpp>
#include <kernel/sync/rwsem.hpp>

using kernel::LockClassKey;
using kernel::ReadGuard;
using kernel::RwSemaphore;
using kernel::WriteGuard;

namespace {

struct Pair {
  int x;
  int y;
};
using Lock = RwSemaphore<Pair, "Test::pair">;

template <typename G>
constexpr bool kStays = !std::is_copy_constructible_v<G> && !std::is_move_constructible_v<G> &&
                        !std::is_copy_assignable_v<G> && !std::is_move_assignable_v<G>;
static_assert(kStays<Lock> && kStays<ReadGuard<Lock>> && kStays<WriteGuard<Lock>> &&
              kStays<kernel::TryReadGuard<Lock>> && kStays<kernel::TryWriteGuard<Lock>>);

template <typename L>
concept GivesWhatGoes = requires(L lock) {
  *lock.read();
}
|| requires(L lock) { *lock.write(); }
|| requires(L lock) { *lock.try_read(); }
|| requires(L lock) { *lock.try_write(); };
static_assert(!GivesWhatGoes<Lock>);

template <typename G>
concept Downgrades = requires(G& guard) {
  guard.downgrade();
};
static_assert(!Downgrades<WriteGuard<Lock>>);  // only by std::move

struct CTwin {
  ::rw_semaphore lock;
  Pair pair;
};
static_assert(sizeof(Lock) == sizeof(CTwin));

// Whether no writer holds the lock.
template <typename L>
bool readable(const L& lock) {
  auto guard = lock.try_read();
  return static_cast<bool>(guard);
}

// Whether nobody holds the lock.
template <typename L>
bool is_free(const L& lock) {
  auto guard = lock.try_write();
  return static_cast<bool>(guard);
}

TEST(readers) {
  const Lock pair(1, 2);
  auto guard = pair.read();
  static_assert(std::is_same_v<decltype(*guard), const Pair&>);
  EXPECT_EQ(guard->x, 1);
  EXPECT_EQ((*guard).y, 2);
  pair.assert_held();
  EXPECT(!is_free(pair));
  auto another = pair.try_read();
  REQUIRE(another);
  EXPECT_EQ(another->x, 1);
  EXPECT_EQ((*another).y, 2);
}

TEST(writers) {
  const Lock pair(1, 2);
  {
    auto guard = pair.write();
    guard->x = 3;
    (*guard).y = 4;
    pair.assert_held();
    pair.assert_held_write();
    EXPECT(!readable(pair));
    EXPECT(!is_free(pair));
  }
  {
    auto guard = pair.try_write();
    REQUIRE(guard);
    EXPECT_EQ(guard->x, 3);
    EXPECT_EQ((*guard).y, 4);
    guard->x = 5;
    EXPECT(!readable(pair));
  }
  EXPECT(readable(pair));
  EXPECT(is_free(pair));
  EXPECT_EQ(pair.read().holds(pair), true);
  EXPECT_EQ(pair.write().holds(Lock(1, 1)), false);
}

TEST(downgrade) {
  const Lock pair(1, 2);
  {
    auto writer = pair.write();
    writer->x = 7;
    EXPECT(writer.holds(pair));
    auto reader = std::move(writer).downgrade();
    EXPECT(!writer.holds(pair));
    EXPECT(reader.holds(pair));
    EXPECT_EQ(reader->x, 7);
    EXPECT(readable(pair));
    EXPECT(!is_free(pair));
  }
  EXPECT(is_free(pair));
}

TEST(with) {
  const Lock pair(1, 2);
  EXPECT_EQ(pair.with_read([](const Pair& both) { return both.x + both.y; }), 3);
  EXPECT_EQ(pair.with_write([](Pair& both) { return both.x++; }), 1);
  pair.with_write([](Pair& both) { both.y = 9; });
  EXPECT_EQ(pair.with_read([&](const Pair& both) { return !is_free(pair) && both.y == 9; }), true);
  EXPECT(is_free(pair));
  EXPECT(pair.as_raw() != nullptr);
}

TEST(classes) {
  LockClassKey key;
  RwSemaphore<int> counter(key, 4);
  auto guard = counter.read();
  EXPECT_EQ(*guard, 4);
}

}  // namespace

KTAP_MODULE(rwsem_test, readers, writers, downgrade, with, classes);
