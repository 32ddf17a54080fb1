// SPDX-License-Identifier: GPL-2.0
//
// Atomic, READ_ONCE and the barriers as one thread sees them. What several do to each other is
// tested in guest/sync_stress.
#include <kernel/ktap.hpp>
#include <kernel/sync/access.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/barrier.hpp>

using kernel::Acquire;
using kernel::Arc;
using kernel::Atomic;
using kernel::Full;
using kernel::READ_ONCE;
using kernel::Relaxed;
using kernel::Release;
using kernel::WRITE_ONCE;

namespace {

enum class Stage : u8 { kIdle, kRunning, kDone };
enum class Wide : u64 { kNone, kAll = ~0ULL };

// As large as C's types, and aligned alike.
template <typename T, typename C>
constexpr bool kLikeC = sizeof(Atomic<T>) == sizeof(C) && alignof(Atomic<T>) == alignof(C);
static_assert(kLikeC<int, atomic_t> && kLikeC<u32, atomic_t> && kLikeC<s64, atomic64_t> &&
              kLikeC<long, atomic64_t> && kLikeC<unsigned long, atomic64_t> && kLikeC<bool, bool> &&
              kLikeC<Stage, Stage> && kLikeC<u16, u16> && kLikeC<int*, int*>);
static_assert(std::is_same_v<Atomic<unsigned>::Raw, atomic_t>);
static_assert(std::is_same_v<Atomic<Wide>::Raw, atomic64_t>);

static_assert(!std::is_copy_constructible_v<Atomic<int>> &&
              !std::is_copy_assignable_v<Atomic<int>>);
static_assert(std::is_trivially_destructible_v<Atomic<int>>);
static_assert(!kernel::AtomicValue<kernel::Arc<int>> && !kernel::AtomicValue<const int> &&
              !kernel::AtomicValue<void (*)()>);

// What an operation cannot promise cannot be asked for.
template <typename O>
concept Loads = requires(Atomic<int> a, O order) {
  a.load(order);
};
template <typename O>
concept Stores = requires(Atomic<int> a, O order) {
  a.store(1, order);
};
template <typename O>
concept Adds = requires(Atomic<int> a, O order) {
  a.add(1, order);
};
template <typename O>
concept Tests = requires(Atomic<int> a, O order) {
  a.dec_and_test(order);
};
template <typename T>
concept Calculates = requires(Atomic<T> a, T number) {
  a.fetch_add(number, Full);
};
namespace order = kernel::ordering;
static_assert(Loads<order::Relaxed> && Loads<order::Acquire>);
static_assert(!Loads<order::Release> && !Loads<order::Full>);
static_assert(Stores<order::Relaxed> && Stores<order::Release>);
static_assert(!Stores<order::Acquire> && !Stores<order::Full>);
static_assert(Adds<order::Relaxed> && !Adds<order::Full> && !Adds<order::Acquire>);
static_assert(Tests<order::Full> && !Tests<order::Relaxed>);
static_assert(Calculates<int> && Calculates<u64> && !Calculates<bool> && !Calculates<u8> &&
              !Calculates<Stage> && !Calculates<int*>);

// Static ones need no code to begin with a value.
constinit Atomic<int> g_count{7};
constinit const Atomic<bool> g_flag;
int g_object;
constinit Atomic<int*> g_pointer{&g_object};

// What every T has.
template <typename T>
void exchange(kernel::ktap::Test& test, T first, T second) {
  const Atomic<T> a(first);
  EXPECT(a.load(Relaxed) == first);
  a.store(second, Relaxed);
  EXPECT(a.load(Acquire) == second);
  a.store(first, Release);
  EXPECT(a.load(Relaxed) == first);

  EXPECT(a.xchg(second, Full) == first);
  EXPECT(a.xchg(first, Relaxed) == second);
  EXPECT(a.xchg(second, Acquire) == first);
  EXPECT(a.xchg(first, Release) == second);
  EXPECT(a.load(Relaxed) == first);

  EXPECT(a.cmpxchg(second, second, Full) == first);
  EXPECT(a.load(Relaxed) == first);
  EXPECT(a.cmpxchg(first, second, Full) == first);
  EXPECT(a.cmpxchg(second, first, Relaxed) == second);
  EXPECT(a.cmpxchg(first, second, Acquire) == first);
  EXPECT(a.cmpxchg(second, first, Release) == second);
  EXPECT(a.load(Relaxed) == first);

  T expected = second;
  EXPECT(!a.try_cmpxchg(expected, second, Full));
  EXPECT(expected == first);
  EXPECT(a.load(Relaxed) == first);
  EXPECT(a.try_cmpxchg(expected, second, Full));
  EXPECT(expected == first);
  EXPECT(!a.try_cmpxchg(expected, first, Relaxed));
  EXPECT(a.try_cmpxchg(expected, first, Relaxed));
  EXPECT(!a.try_cmpxchg(expected, first, Acquire));
  EXPECT(a.try_cmpxchg(expected, second, Acquire));
  EXPECT(!a.try_cmpxchg(expected, second, Release));
  EXPECT(a.try_cmpxchg(expected, first, Release));
  EXPECT(a.load(Relaxed) == first);

  EXPECT(Atomic<T>().load(Relaxed) == T());
}

// What numbers have besides.
template <typename T>
void calculate(kernel::ktap::Test& test) {
  const Atomic<T> a(10);
  a.add(5, Relaxed);
  a.sub(3, Relaxed);
  a.inc(Relaxed);
  a.inc(Relaxed);
  a.dec(Relaxed);
  EXPECT(a.load(Relaxed) == T(13));

  auto fetch = [&](auto order) {
    a.store(12, Relaxed);
    EXPECT(a.fetch_add(4, order) == T(12));
    EXPECT(a.fetch_sub(1, order) == T(16));
    EXPECT(a.fetch_and(12, order) == T(15));
    EXPECT(a.fetch_or(3, order) == T(12));
    EXPECT(a.fetch_xor(5, order) == T(15));
    EXPECT(a.fetch_andnot(2, order) == T(10));
    EXPECT(a.load(Relaxed) == T(8));
    EXPECT(a.add_return(2, order) == T(10));
    EXPECT(a.sub_return(4, order) == T(6));
    EXPECT(a.load(Relaxed) == T(6));
  };
  fetch(Relaxed);
  fetch(Acquire);
  fetch(Release);
  fetch(Full);

  a.store(0b1111, Relaxed);
  a.bit_and(0b1110, Relaxed);
  a.bit_or(0b10000, Relaxed);
  a.bit_xor(0b00110, Relaxed);
  a.bit_andnot(0b10000, Relaxed);
  EXPECT(a.load(Relaxed) == T(0b1000));

  a.store(3, Relaxed);
  EXPECT(!a.dec_and_test(Full));
  EXPECT(a.sub_and_test(2, Full));
  EXPECT(!a.inc_and_test(Full));
  a.store(static_cast<T>(-1), Relaxed);
  EXPECT(a.inc_and_test(Full));

  EXPECT(!a.inc_not_zero(Full));
  EXPECT(a.add_unless(2, 5, Full));
  EXPECT(!a.add_unless(2, 2, Full));
  EXPECT(a.fetch_add_unless(4, 9, Full) == T(2));
  EXPECT(a.fetch_add_unless(4, 6, Full) == T(6));
  EXPECT(a.inc_not_zero(Full));
  EXPECT(a.load(Relaxed) == T(7));

  // Sums wrap around.
  constexpr T most =
      static_cast<T>(std::is_signed_v<T> ? (~0ULL >> 1) >> (64 - 8 * sizeof(T)) : ~0ULL);
  a.store(most, Relaxed);
  EXPECT(a.fetch_add(1, Full) == most);
  EXPECT(a.load(Relaxed) == T(~most));

  if constexpr (std::is_signed_v<T>) {
    a.store(1, Relaxed);
    EXPECT(a.dec_if_positive(Full) == 0);
    EXPECT(a.dec_if_positive(Full) == -1);
    EXPECT(a.load(Relaxed) == 0);
  }
}

TEST(exchanging) {
  exchange<bool>(test, true, false);
  exchange<char>(test, 'a', 'b');
  exchange<s8>(test, -1, 100);
  exchange<u16>(test, 0xffff, 1);
  exchange<s16>(test, -2, 3);
  exchange<int>(test, -5, 6);
  exchange<unsigned>(test, 0xffffffff, 6);
  exchange<long>(test, -1, 6);
  exchange<unsigned long>(test, ~0UL, 6);
  exchange<s64>(test, -(1LL << 40), 1LL << 50);
  exchange<u64>(test, ~0ULL, 1);
  exchange<Stage>(test, Stage::kRunning, Stage::kDone);
  exchange<Wide>(test, Wide::kAll, Wide::kNone);
}

TEST(calculating) {
  calculate<int>(test);
  calculate<unsigned>(test);
  calculate<long>(test);
  calculate<unsigned long>(test);
  calculate<s64>(test);
  calculate<u64>(test);
}

TEST(pointers) {
  int object = 1;
  int other = 2;
  exchange<int*>(test, &object, &other);
  exchange<const int*>(test, &object, nullptr);
  exchange<void*>(test, &object, nullptr);
  EXPECT(g_pointer.load(Relaxed) == &g_object);
}

TEST(statics) {
  EXPECT_EQ(g_count.xchg(8, Relaxed), 7);
  EXPECT(!g_flag.load(Relaxed));
  g_flag.store(true, Relaxed);
  EXPECT(g_flag.load(Relaxed));
  EXPECT_EQ(g_count.as_raw()->counter, 8);
}

struct Statistics {
  Atomic<u64> packets;
};

TEST(inside_an_arc) {
  auto made = Arc<Statistics>::make(kernel::GFP_KERNEL);
  REQUIRE(made.is_ok());
  Arc<Statistics> shared = std::move(made).value();
  shared->packets.inc(Relaxed);
  EXPECT_EQ(shared->packets.load(Relaxed), 1ULL);
}

struct Pair {
  u32 low;
  u32 high;
};

template <typename T>
void access(kernel::ktap::Test& test, T first, T second) {
  T object = first;
  EXPECT(READ_ONCE(object) == first);
  WRITE_ONCE(object, second);
  EXPECT(object == second);
  const T& constant = object;
  EXPECT(READ_ONCE(constant) == second);
}

TEST(accessing_once) {
  access<bool>(test, true, false);
  access<char>(test, 'a', 'b');
  access<u8>(test, 0xff, 0);
  access<s16>(test, -1, 1);
  access<int>(test, -1, 1);
  access<unsigned>(test, 0xffffffff, 1);
  access<long>(test, -1, 1);
  access<u64>(test, ~0ULL, 1);
  access<Stage>(test, Stage::kDone, Stage::kIdle);
  int object = 1;
  access<int*>(test, &object, nullptr);
  volatile int noisy = 4;
  EXPECT_EQ(READ_ONCE(noisy), 4);
  WRITE_ONCE(noisy, 5);
  EXPECT_EQ(READ_ONCE(noisy), 5);
  Pair pair = {1, 2};
  WRITE_ONCE(pair, Pair{3, 4});
  Pair found = READ_ONCE(pair);
  EXPECT_EQ(found.low, 3U);
  EXPECT_EQ(found.high, 4U);
  static_assert(std::is_same_v<decltype(READ_ONCE(noisy)), int>);
}

// That they order anything can be seen from several threads only: this is that each can be called.
TEST(barriers) {
  int value = 1;
  kernel::barrier();
  kernel::mb();
  kernel::rmb();
  kernel::wmb();
  kernel::smp_mb();
  kernel::smp_rmb();
  kernel::smp_wmb();
  kernel::smp_mb__before_atomic();
  kernel::smp_mb__after_atomic();
  kernel::dma_mb();
  kernel::dma_rmb();
  kernel::dma_wmb();
  EXPECT_EQ(value, 1);
}

}  // namespace

KTAP_MODULE(atomic_test, exchanging, calculating, pointers, statics, inside_an_arc, accessing_once,
            barriers);
