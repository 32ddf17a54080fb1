// SPDX-License-Identifier: GPL-2.0
//
// What happens when memory runs out is in tests/guest/out_of_memory.
// Not swept: its tests unwrap what they allocate, and an error there stops the kernel (bug()).
#include <kernel/alloc/kbox.hpp>
#include <kernel/ktap.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/xarray.hpp>

#include "failing_allocator.hpp"

using kernel::Box;
using kernel::GFP_ATOMIC;
using kernel::GFP_KERNEL;
using kernel::GFP_NOWAIT;
using kernel::KBox;
using kernel::Result;
using kernel::XArray;
using kernel::testing::FailingAllocator;
using kernel::xarray::AllocKind;

namespace {

// Knows how many of it there are.
struct Counted {
  explicit Counted(int number) : value(number) { ++live; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --live; }

  int value;
  static inline constinit int live = 0;
};

using CountedBox = Box<Counted, FailingAllocator>;
using Numbers = XArray<CountedBox>;

// Whether nobody holds the lock.
template <typename L>
bool is_free(const L& lock) {
  auto guard = lock.try_lock();
  return static_cast<bool>(guard);
}

static_assert(sizeof(Numbers) == sizeof(::xarray));
static_assert(!std::is_copy_constructible_v<Numbers> && !std::is_move_constructible_v<Numbers>);
static_assert(!std::is_copy_constructible_v<Numbers::Guard>);
static_assert(!std::is_move_constructible_v<Numbers::Guard>);
static_assert(sizeof(Numbers::Guard) == sizeof(void*));

// borrowing from a guard that goes at once does not compile
template <typename G>
concept Gets = requires(G guard) {
  std::forward<G>(guard).get(0);
};
template <typename G>
concept Finds = requires(G guard) {
  std::forward<G>(guard).find(0);
};
template <typename G>
concept Ranges = requires(G guard) {
  std::forward<G>(guard).range(0, 1);
};
template <typename G>
concept Begins = requires(G guard) {
  std::forward<G>(guard).begin();
};
using Guard = Numbers::Guard;
static_assert(Gets<Guard&> && Finds<Guard&> && Ranges<Guard&> && Begins<Guard&>);
static_assert(!Gets<Guard> && !Finds<Guard> && !Ranges<Guard> && !Begins<Guard>);

template <typename G>
concept OnHeap = requires(const Numbers& numbers) {
  new G(numbers.lock());
};
static_assert(!OnHeap<Guard>);

// Also for where the array's lock is held.
CountedBox number(int value) { return CountedBox::make(GFP_ATOMIC, value).value(); }

// On failure the box stays in the caller's variable.
template <typename Flags = kernel::alloc::Flags>
Result<void> insert(Guard& guard, size_t index, CountedBox& box, Flags flags = GFP_NOWAIT) {
  return guard.insert(index, std::move(box), flags);
}
template <typename Flags = kernel::alloc::Flags>
Result<u32> alloc(Guard& guard, CountedBox& box, kernel::xarray::Limit limit,
                  Flags flags = GFP_NOWAIT) {
  return guard.alloc(std::move(box), limit, flags);
}

// Whether everything is gone. Destroys nothing itself.
bool all_gone() { return Counted::live == 0 && FailingAllocator::clean(); }

// Stores numbers equal to their indices.
void fill(kernel::ktap::Test& test, const Numbers& numbers, std::initializer_list<size_t> indices) {
  for (size_t index : indices) {
    auto stored = numbers.lock().store(index, number(static_cast<int>(index)), GFP_KERNEL);
    EXPECT(stored.is_ok() && !stored.value());
  }
}

}  // namespace

TEST(stores_and_gets) {
  FailingAllocator::reset();
  {
    Numbers numbers{AllocKind::kAlloc};
    auto guard = numbers.lock();
    EXPECT(guard.empty());
    EXPECT(!guard.get(0));
    for (size_t index : {0UL, 1UL, 63UL, 64UL, 4096UL, 1UL << 40, ~0UL}) {
      auto stored = guard.store(index, number(static_cast<int>(index % 1000)), GFP_ATOMIC);
      EXPECT(stored.is_ok() && !stored.value());
    }
    EXPECT(!guard.empty());
    for (size_t index : {0UL, 1UL, 63UL, 64UL, 4096UL, 1UL << 40, ~0UL}) {
      auto found = guard.get(index);
      REQUIRE(bool(found));
      EXPECT_EQ(found->value, static_cast<int>(index % 1000));
      EXPECT_EQ((*found).value, static_cast<int>(index % 1000));
    }
    EXPECT(!guard.get(2) && !guard.get(65) && !guard.get(~0UL - 1));
    EXPECT_EQ(Counted::live, 7);
  }
  EXPECT(all_gone());
}

TEST(store_gives_back_what_was_there) {
  FailingAllocator::reset();
  {
    Numbers numbers{AllocKind::kAlloc};
    auto guard = numbers.lock();
    EXPECT(!guard.store(3, number(1), GFP_NOWAIT).value());
    CountedBox second = number(2);
    auto old = guard.store(3, std::move(second), GFP_NOWAIT);
    REQUIRE(old.is_ok() && old.value());
    EXPECT_EQ((*old.value())->value, 1);
    EXPECT_EQ(guard.get(3)->value, 2);
    EXPECT_EQ(Counted::live, 2);
  }
  EXPECT(all_gone());
}

TEST(changes_in_place) {
  Numbers numbers{AllocKind::kAlloc};
  fill(test, numbers, {5});
  auto guard = numbers.lock();
  guard.get(5)->value = 50;
  EXPECT_EQ(guard.get(5)->value, 50);
}

TEST(removes) {
  FailingAllocator::reset();
  {
    Numbers numbers{AllocKind::kAlloc};
    fill(test, numbers, {0, 70});
    auto guard = numbers.lock();
    auto taken = guard.remove(70);
    REQUIRE(bool(taken));
    EXPECT_EQ((*taken)->value, 70);
    EXPECT(!guard.get(70) && !guard.remove(70) && !guard.remove(71));
    EXPECT_EQ(Counted::live, 2);
    guard.remove(0);
    EXPECT_EQ(Counted::live, 1);
    EXPECT(guard.empty());
  }
  EXPECT(all_gone());
}

TEST(inserts_where_nothing_is) {
  FailingAllocator::reset();
  {
    Numbers numbers{AllocKind::kAlloc};
    auto guard = numbers.lock();
    CountedBox first = number(1);
    EXPECT(insert(guard, 9, first).is_ok());
    CountedBox second = number(2);
    Counted* address = second.as_raw();
    auto inserted = insert(guard, 9, second);
    EXPECT(inserted.is_err() && inserted.error() == kernel::EBUSY);
    EXPECT(second.as_raw() == address && second->value == 2);  // still the caller's
    EXPECT_EQ(guard.get(9)->value, 1);
    EXPECT(insert(guard, 10, second).is_ok());
    EXPECT_EQ(guard.get(10)->value, 2);
  }
  EXPECT(all_gone());
}

TEST(allocates_from_0) {
  FailingAllocator::reset();
  {
    Numbers numbers{AllocKind::kAlloc};
    auto guard = numbers.lock();
    for (u32 i = 0; i < 200; ++i) {
      auto index = guard.alloc(number(static_cast<int>(i)), GFP_ATOMIC);
      EXPECT(index.is_ok() && index.value() == i);
    }
    guard.remove(100);
    EXPECT_EQ(guard.alloc(number(1), GFP_NOWAIT).value(), 100U);
    EXPECT_EQ(guard.alloc(number(1), GFP_NOWAIT).value(), 200U);
  }
  EXPECT(all_gone());
}

TEST(allocates_from_1) {
  FailingAllocator::reset();
  {
    Numbers numbers{AllocKind::kAlloc1};
    auto guard = numbers.lock();
    EXPECT_EQ(guard.alloc(number(1), GFP_NOWAIT).value(), 1U);
    EXPECT_EQ(guard.alloc(number(2), GFP_NOWAIT).value(), 2U);
    EXPECT(!guard.get(0));
    guard.remove(1);
    guard.remove(2);
    EXPECT(guard.empty());
    EXPECT_EQ(guard.alloc(number(1), GFP_NOWAIT).value(), 1U);
  }
  EXPECT(all_gone());
}

TEST(allocates_within_limits) {
  FailingAllocator::reset();
  {
    Numbers numbers{AllocKind::kAlloc};
    auto guard = numbers.lock();
    EXPECT_EQ(guard.alloc(number(1), {.min = 10, .max = 11}, GFP_NOWAIT).value(), 10U);
    EXPECT_EQ(guard.alloc(number(2), {.min = 10, .max = 11}, GFP_NOWAIT).value(), 11U);
    CountedBox third = number(3);
    auto index = alloc(guard, third, {.min = 10, .max = 11});
    EXPECT(index.is_err() && index.error() == kernel::EBUSY);
    EXPECT_EQ(third->value, 3);  // still the caller's
    EXPECT_EQ(alloc(guard, third, {.min = 10}).value(), 12U);
    EXPECT_EQ(guard.alloc(number(4), {.max = 20}, GFP_NOWAIT).value(), 0U);
    EXPECT_EQ(guard.alloc(number(5), {.min = ~0U}, GFP_NOWAIT).value(), ~0U);
    EXPECT(guard.alloc(number(6), {.min = ~0U}, GFP_NOWAIT).error() == kernel::EBUSY);
    EXPECT(guard.alloc(number(7), {.min = 9, .max = 8}, GFP_NOWAIT).error() == kernel::EBUSY);
    EXPECT_EQ(Counted::live, 5);
  }
  EXPECT(all_gone());
}

// With flags that let it sleep, the lock may be dropped meanwhile; what comes out is the same.
TEST(may_sleep_for_memory) {
  FailingAllocator::reset();
  {
    Numbers numbers{AllocKind::kAlloc};
    auto guard = numbers.lock();
    // Each is far from the others, so that it needs memory of its own.
    CountedBox box = number(1);
    EXPECT(insert(guard, 1UL << 20, box, GFP_KERNEL).is_ok());
    EXPECT_EQ(guard.alloc(number(2), GFP_KERNEL).value(), 0U);
    EXPECT_EQ(guard.alloc(number(3), {.min = 5000, .max = 5000}, GFP_KERNEL).value(), 5000U);
    EXPECT(guard.get(1UL << 20)->value == 1 && guard.get(0)->value == 2);
    EXPECT_EQ(guard.get(5000)->value, 3);
    box = number(4);
    EXPECT(insert(guard, 1UL << 20, box, GFP_KERNEL).error() == kernel::EBUSY);
    EXPECT(alloc(guard, box, {.min = 5000, .max = 5000}, GFP_KERNEL).error() == kernel::EBUSY);
    EXPECT_EQ(box->value, 4);   // still the caller's
    EXPECT(!is_free(numbers));  // it has the lock again
    EXPECT_EQ(Counted::live, 4);
  }
  EXPECT(all_gone());
}

TEST(loops_in_order) {
  Numbers numbers{AllocKind::kAlloc};
  fill(test, numbers, {70, 3, 100000, 0});
  size_t wanted[] = {0, 3, 70, 100000};
  size_t steps = 0;
  for (auto [index, element] : numbers.lock()) {
    REQUIRE(steps < 4);
    EXPECT_EQ(index, wanted[steps]);
    EXPECT_EQ(element.value, static_cast<int>(wanted[steps]));
    element.value = -1;
    ++steps;
  }
  EXPECT_EQ(steps, 4UL);
  auto removed = numbers.lock().remove(70).value_or(number(0));
  EXPECT_EQ(removed->value, -1);
}

TEST(loops_over_nothing) {
  Numbers numbers{AllocKind::kAlloc1};
  size_t steps = 0;
  for (auto entry : numbers.lock()) steps += entry.index + 1;
  EXPECT_EQ(steps, 0UL);
}

TEST(loops_over_a_range) {
  Numbers numbers{AllocKind::kAlloc};
  fill(test, numbers, {1, 5, 9, 10, ~0UL});
  auto guard = numbers.lock();
  size_t sum = 0;
  for (auto [index, element] : guard.range(5, 9)) sum += index;
  EXPECT_EQ(sum, 14UL);
  sum = 0;
  for (auto [index, element] : guard.range(6, 8)) sum += index;
  EXPECT_EQ(sum, 0UL);
  for (auto [index, element] : guard.range(9, 5)) sum += index;
  EXPECT_EQ(sum, 0UL);
  for (auto [index, element] : guard.range(11, ~0UL)) sum += index;
  EXPECT_EQ(sum, ~0UL);
}

TEST(removes_in_a_loop) {
  FailingAllocator::reset();
  Numbers numbers{AllocKind::kAlloc};
  fill(test, numbers, {0, 1, 2, 64, 65, 4096});
  auto guard = numbers.lock();
  for (auto [index, element] : guard)
    if (index % 2 == 0) guard.remove(index);
  EXPECT_EQ(Counted::live, 2);
  size_t sum = 0;
  for (auto [index, element] : guard) sum += index;
  EXPECT_EQ(sum, 66UL);
}

TEST(finds_the_next) {
  Numbers numbers{AllocKind::kAlloc};
  fill(test, numbers, {7, 80});
  auto guard = numbers.lock();
  auto found = guard.find(0);
  REQUIRE(bool(found));
  EXPECT_EQ(found->index, 7UL);
  EXPECT_EQ(found->value.value, 7);
  EXPECT(guard.find(7) && guard.find(7)->index == 7);
  EXPECT(guard.find(8) && guard.find(8)->index == 80);
  EXPECT(!guard.find(81) && !guard.find(~0UL));
}

TEST(reserves) {
  FailingAllocator::reset();
  {
    Numbers numbers{AllocKind::kAlloc};
    EXPECT(numbers.lock().reserve(7, GFP_KERNEL).is_ok());
    auto guard = numbers.lock();
    EXPECT(!guard.empty());
    EXPECT(!guard.get(7) && !guard.find(0));
    EXPECT(guard.reserve(7, GFP_NOWAIT).error() == kernel::EBUSY);
    CountedBox box = number(7);
    EXPECT(insert(guard, 7, box).error() == kernel::EBUSY);
    EXPECT(alloc(guard, box, {.min = 7, .max = 7}).error() == kernel::EBUSY);
    for (auto [index, element] : guard) EXPECT_EQ(element.value, -1);
    auto stored = guard.store(7, std::move(box), GFP_NOWAIT);
    EXPECT(stored.is_ok() && !stored.value());
    EXPECT_EQ(guard.get(7)->value, 7);
    guard.release(7);  // too late: the element stays
    EXPECT_EQ(guard.get(7)->value, 7);
    EXPECT(guard.reserve(7, GFP_NOWAIT).error() == kernel::EBUSY);
  }
  EXPECT(all_gone());
}

TEST(releases) {
  Numbers numbers{AllocKind::kAlloc};
  auto guard = numbers.lock();
  for (size_t index : {0UL, 1UL, 500UL}) {
    EXPECT(guard.reserve(index, GFP_NOWAIT).is_ok());
    guard.release(index);
    EXPECT(guard.empty());
    EXPECT(guard.reserve(index, GFP_NOWAIT).is_ok());
    EXPECT(!guard.remove(index));  // makes it free, too
    EXPECT(guard.empty());
    guard.release(index);
    EXPECT(guard.insert(index, number(1), GFP_NOWAIT).is_ok());
    EXPECT(bool(guard.remove(index)));
  }
  EXPECT(guard.reserve(0, GFP_NOWAIT).is_ok());
  EXPECT_EQ(guard.alloc(number(1), GFP_NOWAIT).value(), 1U);
  guard.release(0);
  EXPECT_EQ(guard.alloc(number(1), GFP_NOWAIT).value(), 0U);
}

TEST(index_0_when_allocating_from_1) {
  Numbers numbers{AllocKind::kAlloc1};
  auto guard = numbers.lock();
  EXPECT(guard.insert(0, number(0), GFP_NOWAIT).is_ok());
  EXPECT(bool(guard.remove(0)));
  EXPECT_EQ(guard.alloc(number(1), GFP_NOWAIT).value(), 1U);
  EXPECT(guard.insert(0, number(0), GFP_NOWAIT).error() == kernel::EBUSY);
  EXPECT(guard.store(0, number(0), GFP_NOWAIT).is_ok());
  EXPECT_EQ(guard.get(0)->value, 0);
}

TEST(destroys_what_is_left) {
  FailingAllocator::reset();
  {
    Numbers numbers{AllocKind::kAlloc};
    fill(test, numbers, {0, 1, 2, 1000, 1UL << 50, ~0UL});
    EXPECT(numbers.lock().reserve(77, GFP_KERNEL).is_ok());
    EXPECT_EQ(Counted::live, 6);
  }
  EXPECT(all_gone());
  {
    Numbers reserved{AllocKind::kAlloc};
    EXPECT(reserved.lock().reserve(0, GFP_KERNEL).is_ok());
  }
  Numbers empty{AllocKind::kAlloc};
}

TEST(tries_to_lock) {
  Numbers numbers{AllocKind::kAlloc};
  {
    auto guard = numbers.try_lock();
    REQUIRE(guard);
    EXPECT(guard->store(1, number(1), GFP_NOWAIT).is_ok());
    EXPECT(!is_free(numbers));
  }
  {
    auto guard = numbers.lock();
    EXPECT(!is_free(numbers));
    EXPECT_EQ(guard.get(1)->value, 1);
  }
  EXPECT(is_free(numbers));
}

struct Inner {
  XArray<KBox<int>, "Inner::numbers"> numbers{AllocKind::kAlloc};
  XArray<KBox<int>, "Inner::others"> others{AllocKind::kAlloc};
};

// Arrays of different types are of different lock classes, so that one may be locked under another.
TEST(nested) {
  XArray<KBox<Inner>> outer(AllocKind::kAlloc);
  auto box = std::move(KBox<Inner>::make(GFP_KERNEL).value());
  auto first = std::move(KBox<int>::make(GFP_KERNEL, 1).value());
  auto second = std::move(KBox<int>::make(GFP_KERNEL, 2).value());
  auto guard = outer.lock();
  EXPECT(guard.store(0, std::move(box), GFP_NOWAIT).is_ok());
  auto inner = guard.get(0);
  auto numbers = inner->numbers.lock();
  EXPECT(numbers.store(0, std::move(first), GFP_NOWAIT).is_ok());
  auto others = inner->others.lock();
  EXPECT(others.store(0, std::move(second), GFP_NOWAIT).is_ok());
}

TEST(example_of_rust) {
  auto made = KBox<XArray<KBox<int>>>::make(GFP_KERNEL, AllocKind::kAlloc1);
  REQUIRE(made.is_ok());
  auto& array = *made.value();
  auto dead = KBox<int>::make(GFP_KERNEL, 0xdead).value();
  auto beef = KBox<int>::make(GFP_KERNEL, 0xbeef).value();

  auto guard = array.lock();
  EXPECT(!guard.get(0));
  EXPECT(!guard.store(0, std::move(dead), GFP_KERNEL).value());
  EXPECT_EQ(*guard.get(0), 0xdead);
  *guard.get(0) = 0xffff;
  EXPECT_EQ(*guard.get(0), 0xffff);
  auto old = guard.store(0, std::move(beef), GFP_KERNEL);
  EXPECT(old.is_ok() && old.value() && **old.value() == 0xffff);
  EXPECT_EQ(*guard.get(0), 0xbeef);
  guard.remove(0);
  EXPECT(!guard.get(0));
}

TEST(boxes_travel_through_c) {
  using Foreign = kernel::ForeignOwnable<CountedBox>;
  FailingAllocator::reset();
  {
    CountedBox box = number(4);
    void* object = Foreign::into_foreign(std::move(box));
    Foreign::borrow(object).value = 5;
    CountedBox back = Foreign::from_foreign(object);
    EXPECT_EQ(back->value, 5);
    EXPECT_EQ(Counted::live, 1);
  }
  EXPECT(all_gone());
}

TEST(arcs_are_elements) {
  XArray<kernel::Arc<Counted>> array(AllocKind::kAlloc);
  auto made = kernel::Arc<Counted>::make(GFP_KERNEL, 5);
  REQUIRE(made.is_ok());
  {
    auto guard = array.lock();
    // Two shares of the same object.
    for (size_t index : {1, 2})
      EXPECT(guard.store(index, kernel::Arc<Counted>(made.value()), GFP_KERNEL).is_ok());
    EXPECT(guard.store(2, std::move(made).value(), GFP_KERNEL).is_ok());
    auto found = guard.get(1);
    REQUIRE(found);
    EXPECT_EQ(found->value, 5);
    auto taken = guard.remove(1);
    REQUIRE(taken.has_value());
    EXPECT_EQ((*taken)->value, 5);
    EXPECT(&*guard.get(2) == &**taken);
  }
  EXPECT_EQ(Counted::live, 1);
  auto last = array.lock().remove(2);
  REQUIRE(last.has_value());
  EXPECT(kernel::UniqueArc<Counted>::from_arc(std::move(*last)));
  EXPECT_EQ(Counted::live, 0);
}

KTAP_MODULE(xarray_test, stores_and_gets, store_gives_back_what_was_there, changes_in_place,
            removes, inserts_where_nothing_is, allocates_from_0, allocates_from_1,
            allocates_within_limits, may_sleep_for_memory, loops_in_order, loops_over_nothing,
            loops_over_a_range, removes_in_a_loop, finds_the_next, reserves, releases,
            index_0_when_allocating_from_1, destroys_what_is_left, tries_to_lock, nested,
            example_of_rust, boxes_travel_through_c, arcs_are_elements);
