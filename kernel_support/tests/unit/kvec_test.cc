// SPDX-License-Identifier: GPL-2.0
#include <kernel/alloc/kbox.hpp>
#include <kernel/alloc/kvec.hpp>
#include <kernel/ktap.hpp>

#include "failing_allocator.hpp"

using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::KVec;
using kernel::KVVec;
using kernel::Result;
using kernel::Vec;
using kernel::VVec;
using kernel::testing::FailingAllocator;
using kernel::testing::for_each_failure;

namespace {

// Moves and copies, and counts the objects there are.
struct Counted {
  static constinit int alive;
  explicit Counted(int number) : number(number) { ++alive; }
  Counted(const Counted& other) : number(other.number) { ++alive; }
  Counted(Counted&& other) : number(std::exchange(other.number, -1)) { ++alive; }
  ~Counted() { --alive; }
  friend bool operator==(const Counted& counted, int number) { return counted.number == number; }
  int number;
};
constinit int Counted::alive = 0;

template <typename T>
using TestVec = Vec<T, FailingAllocator>;

static_assert(sizeof(KVec<int>) == 3 * sizeof(void*));
static_assert(!std::is_copy_constructible_v<KVec<int>>);

// Whether the vector holds first, first + 1, ... up to last.
template <typename V>
bool holds(const V& vec, int first, int last) {
  if (vec.size() != static_cast<size_t>(last) - static_cast<size_t>(first) + 1) return false;
  for (const auto& element : vec)
    if (!(element == first++)) return false;
  return true;
}

template <typename V>
Result<void> fill(V& vec, int count) {
  for (int i = 0; i < count; ++i) TRY(vec.emplace(GFP_KERNEL, i));
  return {};
}

template <typename V>
bool grows() {
  V numbers;
  return fill(numbers, 1000).is_ok() && holds(numbers, 0, 999);
}

}  // namespace

TEST(starts_empty_without_memory) {
  TestVec<int> numbers;
  EXPECT(numbers.empty());
  EXPECT_EQ(numbers.capacity(), 0UL);
  EXPECT(!numbers.pop());
  EXPECT_EQ(FailingAllocator::live(), 0UL);
}

TEST(every_allocator_grows) {
  EXPECT(grows<KVec<int>>());
  EXPECT(grows<VVec<int>>());
  EXPECT(grows<KVVec<int>>());
  EXPECT(grows<KVec<Counted>>());
  EXPECT_EQ(Counted::alive, 0);
  EXPECT_EQ(FailingAllocator::live(), 0UL);
  EXPECT_EQ(FailingAllocator::mistakes(), 0UL);
}

TEST(push_takes_and_pop_gives) {
  {
    TestVec<Counted> vec;
    Counted seven(7);
    EXPECT(vec.push(seven, GFP_KERNEL).is_ok());
    EXPECT_EQ(seven.number, 7);
    EXPECT(vec.push(std::move(seven), GFP_KERNEL).is_ok());
    EXPECT_EQ(seven.number, -1);
    EXPECT(*vec.pop() == 7);
    EXPECT_EQ(vec.size(), 1UL);
  }
  EXPECT_EQ(Counted::alive, 0);
  EXPECT_EQ(FailingAllocator::live(), 0UL);
  EXPECT_EQ(FailingAllocator::mistakes(), 0UL);
}

TEST(own_elements_can_be_pushed) {
  TestVec<Counted> objects;
  TestVec<int> numbers;
  REQUIRE(fill(objects, 4).is_ok() && fill(numbers, 4).is_ok());
  EXPECT_EQ(objects.capacity(), objects.size());  // the next one moves everything
  EXPECT(objects.push(objects[2], GFP_KERNEL).is_ok());
  EXPECT(numbers.push(numbers[2], GFP_KERNEL).is_ok());
  EXPECT(numbers.emplace(GFP_KERNEL, numbers[3]).is_ok());
  EXPECT(objects[4] == 2);
  EXPECT(numbers[4] == 2 && numbers[5] == 3);
  EXPECT(numbers.extend(numbers.span(), GFP_KERNEL).is_ok());
  EXPECT(numbers[11] == 3);
}

TEST(failed_growth_changes_nothing) {
  {
    TestVec<Counted> vec;
    REQUIRE(fill(vec, 4).is_ok());
    Counted value(4);
    FailingAllocator::fail_at(1);
    EXPECT(vec.push(std::move(value), GFP_KERNEL).is_err());
    EXPECT_EQ(value.number, 4);  // still the caller's
    EXPECT(holds(vec, 0, 3));
    EXPECT(vec.push(std::move(value), GFP_KERNEL).is_ok());
    EXPECT(holds(vec, 0, 4));
  }
  EXPECT_EQ(Counted::alive, 0);
  EXPECT_EQ(FailingAllocator::live(), 0UL);
  EXPECT_EQ(FailingAllocator::mistakes(), 0UL);
}

TEST(every_growing_operation_may_fail) {
  // Each is made to fail at each of its allocations; then the four elements must still be there.
  auto failures_of = [&](auto operation) {
    return for_each_failure<FailingAllocator>([&] {
      size_t until = FailingAllocator::calls();
      TestVec<int> vec;
      for (int i = 0; i < 4; ++i)
        if (vec.push(i, GFP_KERNEL).is_err()) return;
      until = FailingAllocator::calls() - until;
      Result<void> result = operation(vec);
      EXPECT_EQ(result.is_err(), FailingAllocator::failed());
      if (result.is_err()) EXPECT(holds(vec, 0, 3));
    });
  };
  EXPECT_EQ(failures_of([](auto& vec) { return vec.push(9, GFP_KERNEL); }), 2UL);
  EXPECT_EQ(failures_of([](auto& vec) { return vec.emplace(GFP_KERNEL, 9); }), 2UL);
  EXPECT_EQ(failures_of([](auto& vec) { return vec.insert(1, 9, GFP_KERNEL); }), 2UL);
  EXPECT_EQ(failures_of([](auto& vec) { return vec.reserve(1, GFP_KERNEL); }), 2UL);
  EXPECT_EQ(failures_of([](auto& vec) { return vec.resize(9, 1, GFP_KERNEL); }), 2UL);
  EXPECT_EQ(failures_of([](auto& vec) { return vec.extend(vec.span(), GFP_KERNEL); }), 2UL);
  EXPECT_EQ(Counted::alive, 0);
  EXPECT_EQ(FailingAllocator::live(), 0UL);
  EXPECT_EQ(FailingAllocator::mistakes(), 0UL);
}

TEST(reserve_makes_room_once) {
  TestVec<int> numbers;
  EXPECT(numbers.reserve(100, GFP_KERNEL).is_ok());
  EXPECT(numbers.capacity() >= 100);
  FailingAllocator::fail_at(1);
  EXPECT(fill(numbers, 100).is_ok());
  EXPECT(!FailingAllocator::failed());
  FailingAllocator::fail_at(0);
}

TEST(impossible_sizes_fail_politely) {
  KVec<int> numbers;
  EXPECT_EQ(numbers.reserve(~size_t(0), GFP_KERNEL).error(), kernel::ENOMEM);
  EXPECT_EQ(numbers.reserve(~size_t(0) / sizeof(int), GFP_KERNEL).error(), kernel::ENOMEM);
  EXPECT_EQ(numbers.resize(size_t(1) << 40, 0, GFP_KERNEL).error(), kernel::ENOMEM);
  EXPECT(KVVec<int>::with_capacity(size_t(1) << 40, GFP_KERNEL).is_err());
  EXPECT(numbers.empty());
  EXPECT_EQ(kernel::alloc::ArrayLayout<int>::make(~size_t(0)).error(), kernel::EOVERFLOW);
  EXPECT_EQ(kernel::alloc::ArrayLayout<int>::make(3).value().size(), 12UL);
}

TEST(with_capacity_and_from_elem) {
  auto room = TestVec<int>::with_capacity(10, GFP_KERNEL);
  REQUIRE(room.is_ok());
  EXPECT(room.value().empty() && room.value().capacity() >= 10);
  auto nines = TestVec<int>::from_elem(9, 3, GFP_KERNEL);
  REQUIRE(nines.is_ok());
  EXPECT(nines.value().size() == 3 && nines.value()[2] == 9);
}

TEST(insert_and_remove_keep_the_order) {
  TestVec<Counted> vec;
  REQUIRE(fill(vec, 3).is_ok());  // 0 1 2
  EXPECT(vec.insert(0, Counted(10), GFP_KERNEL).is_ok());
  EXPECT(vec.insert(4, Counted(11), GFP_KERNEL).is_ok());  // 10 0 1 2 11
  EXPECT_EQ(vec.insert(6, Counted(12), GFP_KERNEL).error(), kernel::EINVAL);
  EXPECT(vec[0] == 10 && vec[1] == 0 && vec[4] == 11);
  EXPECT(vec.remove(0).value() == 10);
  EXPECT(vec.remove(3).value() == 11);
  EXPECT_EQ(vec.remove(3).error(), kernel::EINVAL);
  EXPECT(holds(vec, 0, 2));
}

TEST(resize_and_truncate) {
  {
    TestVec<Counted> vec;
    EXPECT(vec.resize(5, Counted(0), GFP_KERNEL).is_ok());
    EXPECT_EQ(Counted::alive, 5);
    EXPECT(vec.resize(2, Counted(0), GFP_KERNEL).is_ok());
    EXPECT_EQ(Counted::alive, 2);
    vec.truncate(7);
    EXPECT_EQ(vec.size(), 2UL);
    size_t capacity = vec.capacity();
    vec.clear();
    EXPECT_EQ(Counted::alive, 0);
    EXPECT_EQ(vec.capacity(), capacity);
  }
  EXPECT_EQ(Counted::alive, 0);
  EXPECT_EQ(FailingAllocator::live(), 0UL);
  EXPECT_EQ(FailingAllocator::mistakes(), 0UL);
}

TEST(retain_keeps_what_is_wanted) {
  TestVec<Counted> vec;
  REQUIRE(fill(vec, 6).is_ok());
  vec.retain([](const Counted& counted) { return counted.number % 2 == 1; });
  EXPECT(vec.size() == 3 && vec[0] == 1 && vec[1] == 3 && vec[2] == 5);
  vec.retain([](const Counted&) { return false; });
  EXPECT(vec.empty());
  EXPECT_EQ(Counted::alive, 0);
}

TEST(drain_gives_all_away) {
  {
    TestVec<Counted> vec;
    TestVec<Counted> taken;
    REQUIRE(fill(vec, 5).is_ok() && taken.reserve(5, GFP_KERNEL).is_ok());
    vec.drain([&](Counted counted) { EXPECT(taken.push(std::move(counted), GFP_KERNEL).is_ok()); });
    EXPECT(vec.empty());
    EXPECT(holds(taken, 0, 4));
  }
  EXPECT_EQ(Counted::alive, 0);
  EXPECT_EQ(FailingAllocator::live(), 0UL);
  EXPECT_EQ(FailingAllocator::mistakes(), 0UL);
}

TEST(shrinks_to_what_is_needed) {
  TestVec<int> numbers;
  REQUIRE(fill(numbers, 5).is_ok());
  EXPECT(numbers.shrink_to(6, GFP_KERNEL).is_ok());
  EXPECT_EQ(numbers.capacity(), 6UL);
  FailingAllocator::fail_at(1);
  EXPECT(numbers.shrink_to(0, GFP_KERNEL).is_err());
  EXPECT_EQ(numbers.capacity(), 6UL);
  EXPECT(numbers.shrink_to(0, GFP_KERNEL).is_ok());
  EXPECT_EQ(numbers.capacity(), 5UL);
  numbers.clear();
  EXPECT(numbers.shrink_to(0, GFP_KERNEL).is_ok());
  EXPECT_EQ(numbers.capacity(), 0UL);
  EXPECT(FailingAllocator::clean());
}

TEST(moves_leave_the_source_empty) {
  {
    TestVec<Counted> first;
    REQUIRE(fill(first, 3).is_ok());
    TestVec<Counted> second = std::move(first);
    EXPECT(first.empty());
    EXPECT(holds(second, 0, 2));
    TestVec<Counted> third;
    REQUIRE(fill(third, 9).is_ok());
    third = std::move(second);  // destroys what it had
    EXPECT_EQ(Counted::alive, 3);
    EXPECT(first.push(Counted(1), GFP_KERNEL).is_ok());  // empty, and as good as new
  }
  EXPECT_EQ(Counted::alive, 0);
  EXPECT_EQ(FailingAllocator::live(), 0UL);
  EXPECT_EQ(FailingAllocator::mistakes(), 0UL);
}

namespace {

// A tree of vectors that notes the order in which its nodes are destroyed, as digits.
struct Tree {
  explicit Tree(int number) : number(number) {}
  Tree(Tree&& other)
      : number(std::exchange(other.number, 0)), children(std::move(other.children)) {}
  Tree& operator=(Tree&& other) {
    number = std::exchange(other.number, 0);
    children = std::move(other.children);
    return *this;
  }
  ~Tree() {
    if (number) destroyed = 10 * destroyed + std::exchange(number, 9);
  }
  static constinit int destroyed;
  int number;
  TestVec<Tree> children;
};
constinit int Tree::destroyed = 0;

Result<void> plant(TestVec<Tree>& trees, std::initializer_list<int> numbers) {
  for (int number : numbers) TRY(trees.emplace(GFP_KERNEL, number));
  return {};
}

}  // namespace

TEST(destroys_from_the_first_to_the_last) {
  Tree::destroyed = 0;
  {
    TestVec<Tree> trees;
    REQUIRE(plant(trees, {1, 2, 3, 4, 5, 6}).is_ok());
    trees.truncate(4);
    EXPECT_EQ(Tree::destroyed, 56);
    trees.truncate(9);
    EXPECT_EQ(trees.size(), 4UL);
    trees.clear();
    EXPECT_EQ(Tree::destroyed, 561234);
    EXPECT(trees.capacity() >= 6);
    Tree::destroyed = 0;
    REQUIRE(plant(trees, {7, 8}).is_ok());
  }
  EXPECT_EQ(Tree::destroyed, 78);
  EXPECT(FailingAllocator::clean());
}

TEST(takes_a_part_of_what_it_destroys) {
  Tree::destroyed = 0;
  {
    TestVec<Tree> level;
    REQUIRE(plant(level, {1, 2}).is_ok());
    REQUIRE(plant(level[0].children, {3, 4}).is_ok());
    REQUIRE(plant(level[0].children[1].children, {5}).is_ok());
    level = std::move(level[0].children);
    EXPECT_EQ(Tree::destroyed, 12);
    EXPECT(level.size() == 2 && level[0].number == 3 && level[1].number == 4);
    level = std::move(level[1].children);
    EXPECT_EQ(Tree::destroyed, 1234);
    EXPECT(level.size() == 1 && level[0].number == 5);
    TestVec<Tree>& same = level;
    level = std::move(same);
    EXPECT(level.size() == 1 && level[0].number == 5);
  }
  EXPECT_EQ(Tree::destroyed, 12345);
  EXPECT(FailingAllocator::clean());
}

namespace {

// An element whose destructor looks at the vector that it was in.
struct Curious {
  explicit Curious(TestVec<Curious>& home) : home(&home) {}
  Curious(Curious&& other) : home(std::exchange(other.home, nullptr)) {}
  ~Curious() {
    if (home) seen += 1 + static_cast<int>(home->size());
  }
  static constinit int seen;
  TestVec<Curious>* home;
};
constinit int Curious::seen = 0;

}  // namespace

TEST(shows_nothing_to_destructors_that_look) {
  Curious::seen = 0;
  {
    TestVec<Curious> vec;
    for (int i = 0; i < 3; ++i) REQUIRE(vec.emplace(GFP_KERNEL, vec).is_ok());
    vec.truncate(2);
    EXPECT(Curious::seen == 1 && vec.size() == 2);
    vec.retain([&](const Curious&) { return vec.size() != 0; });
    EXPECT(Curious::seen == 3 && vec.empty() && vec.capacity() >= 3);
    REQUIRE(vec.emplace(GFP_KERNEL, vec).is_ok());
    REQUIRE(vec.emplace(GFP_KERNEL, vec).is_ok());
  }
  EXPECT_EQ(Curious::seen, 5);
  EXPECT(FailingAllocator::clean());
}

TEST(arguments_may_be_elements) {
  {
    TestVec<Counted> vec;
    REQUIRE(fill(vec, 4).is_ok());  // full: the next one moves all
    EXPECT(vec.push(vec[0], GFP_KERNEL).is_ok());
    EXPECT(vec.insert(0, std::move(vec[3]), GFP_KERNEL).is_ok());
    EXPECT(vec[0] == 3 && vec[1] == 0 && vec[4] == -1 && vec[5] == 0);
    EXPECT(vec.resize(20, vec[2], GFP_KERNEL).is_ok());
    EXPECT(vec[19] == 1 && vec[6] == 1);
    EXPECT(vec.extend(vec.span().subspan(0, 2), GFP_KERNEL).is_ok());
    EXPECT(vec[20] == 3 && vec[21] == 0);
    EXPECT_EQ(Counted::alive, 22);
  }
  EXPECT_EQ(Counted::alive, 0);
  EXPECT(FailingAllocator::clean());
}

// A struct may own others of its kind, in any way.
struct Folder {
  int number;
  KVec<Folder> parts;
  std::optional<KBox<Folder>> first;
  VVec<std::optional<KBox<Folder>>> others;
};
static_assert(std::is_move_constructible_v<Folder> && std::is_move_assignable_v<Folder>);
static_assert(!std::is_copy_constructible_v<Folder>);

TEST(holds_vectors_of_its_own_kind) {
  KVec<Folder> folders;
  EXPECT(folders.emplace(GFP_KERNEL, 1).is_ok());
  EXPECT(folders[0].parts.emplace(GFP_KERNEL, 2).is_ok());
  auto first = KBox<Folder>::make(GFP_KERNEL, 3);
  REQUIRE(first.is_ok());
  folders[0].first = std::move(first).value();
  EXPECT(folders[0].others.push(std::nullopt, GFP_KERNEL).is_ok());
  Folder top = std::move(folders[0]);
  EXPECT(top.parts[0].number == 2 && (*top.first)->number == 3 && !top.others[0]);
  Folder part = std::move(top.parts[0]);  // out before `top` is assigned member by member
  top = std::move(part);
  EXPECT(top.number == 2 && top.parts.empty());
}

// Whoever lets the vector go gets nothing in it.
template <typename V>
concept LeadsIn = requires(V vec) {
  std::forward<V>(vec)[0];
}
|| requires(V vec) { std::forward<V>(vec).begin(); }
|| requires(V vec) { std::forward<V>(vec).end(); }
|| requires(V vec) { std::forward<V>(vec).span(); }
|| requires(V vec) { std::forward<V>(vec).as_raw(); };
static_assert(LeadsIn<KVec<int>&> && LeadsIn<const KVec<int>&>);
static_assert(!LeadsIn<KVec<int>&&> && !LeadsIn<const KVec<int>&&>);

TEST(extend_appends_a_span) {
  TestVec<int> numbers;
  const int more[] = {0, 1, 2};
  EXPECT(numbers.extend(more, GFP_KERNEL).is_ok());
  EXPECT(numbers.extend(std::span(more).first(0), GFP_KERNEL).is_ok());
  EXPECT(holds(numbers, 0, 2));
  int sum = 0;
  for (int number : numbers.span()) sum += number;
  EXPECT_EQ(sum, 3);
}

TEST(boxes_are_elements) {
  {
    TestVec<kernel::Box<Counted, FailingAllocator>> boxes;
    for (int i = 0; i < 20; ++i) {
      auto box = kernel::Box<Counted, FailingAllocator>::make(GFP_KERNEL, i);
      REQUIRE(box.is_ok());
      EXPECT(boxes.push(std::move(box).value(), GFP_KERNEL).is_ok());
    }
    EXPECT_EQ(Counted::alive, 20);
    EXPECT(*boxes[13] == 13);
  }
  EXPECT_EQ(Counted::alive, 0);
  EXPECT_EQ(FailingAllocator::live(), 0UL);
  EXPECT_EQ(FailingAllocator::mistakes(), 0UL);
}

namespace {

struct Animal {
  explicit Animal(int legs) : legs(legs) { ++alive; }
  Animal(const Animal&) = delete;
  Animal& operator=(const Animal&) = delete;
  virtual ~Animal() { --alive; }
  int legs;
  static constinit int alive;
};
constinit int Animal::alive = 0;
struct Spider : Animal {
  Spider() : Animal(8) {}
};

template <typename T>
using TestBox = kernel::Box<T, FailingAllocator>;

}  // namespace

TEST(failure_leaves_a_derived_box_with_the_caller) {
  {
    TestVec<TestBox<Animal>> animals;
    auto made = TestBox<Spider>::make(GFP_KERNEL);
    REQUIRE(made.is_ok());
    TestBox<Spider> spider = std::move(made).value();
    FailingAllocator::fail_at(1);
    EXPECT(animals.push(std::move(spider), GFP_KERNEL).is_err());
    EXPECT_EQ(spider->legs, 8);
    FailingAllocator::fail_at(1);
    EXPECT(animals.insert(0, std::move(spider), GFP_KERNEL).is_err());
    EXPECT_EQ(animals.insert(1, std::move(spider), GFP_KERNEL).error(), kernel::EINVAL);
    EXPECT_EQ(spider->legs, 8);
    EXPECT(animals.push(std::move(spider), GFP_KERNEL).is_ok());
    auto other = TestBox<Animal>::make(GFP_KERNEL, 2);
    auto third = TestBox<Spider>::make(GFP_KERNEL);
    REQUIRE(other.is_ok() && third.is_ok());
    EXPECT(animals.insert(0, std::move(other).value(), GFP_KERNEL).is_ok());
    EXPECT(animals.insert(0, std::move(third).value(), GFP_KERNEL).is_ok());
    EXPECT(animals[0]->legs == 8 && animals[1]->legs == 2 && animals[2]->legs == 8);
    EXPECT_EQ(Animal::alive, 3);
  }
  EXPECT_EQ(Animal::alive, 0);
  EXPECT(FailingAllocator::clean());
}

static_assert(kernel::kIsRelocatable<KBox<Counted>> && kernel::kIsRelocatable<KVec<Counted>>);
static_assert(kernel::kIsRelocatable<std::optional<KBox<int>>[3]>);
static_assert(kernel::kIsRelocatable<std::pair<int, std::array<KBox<int>, 2>>>);
static_assert(!kernel::kIsRelocatable<Counted> && !kernel::kIsRelocatable<std::optional<Counted>>);

TEST(an_own_box_can_be_pushed) {
  {
    TestVec<TestBox<Counted>> boxes;
    for (int i = 0; i < 4; ++i) {
      auto box = TestBox<Counted>::make(GFP_KERNEL, i);
      REQUIRE(box.is_ok());
      EXPECT(boxes.push(std::move(box).value(), GFP_KERNEL).is_ok());
    }
    EXPECT_EQ(boxes.capacity(), 4UL);
    FailingAllocator::fail_at(1);
    EXPECT_EQ(boxes.push(std::move(boxes[1]), GFP_KERNEL).error(), kernel::ENOMEM);
    EXPECT(*boxes[1] == 1);
    EXPECT(boxes.push(std::move(boxes[1]), GFP_KERNEL).is_ok());
    EXPECT(boxes[1].as_raw() == nullptr);
    EXPECT(*boxes[0] == 0 && *boxes[2] == 2 && *boxes[3] == 3 && *boxes[4] == 1);
    EXPECT_EQ(Counted::alive, 4);
  }
  EXPECT_EQ(Counted::alive, 0);
  EXPECT(FailingAllocator::clean());
}

TEST(every_growing_operation_may_fail_with_objects) {
  // As above, with elements that are moved one by one: no object is lost or doubled.
  auto failures_of = [&](auto operation) {
    return for_each_failure<FailingAllocator>([&] {
      {
        TestVec<Counted> vec;
        if (fill(vec, 4).is_err()) return;
        Counted value(4);
        int alive = Counted::alive;
        Result<void> result = operation(vec, value);
        EXPECT_EQ(result.is_err(), FailingAllocator::failed());
        if (result.is_err()) {
          EXPECT(holds(vec, 0, 3));
          EXPECT_EQ(value.number, 4);
          EXPECT_EQ(Counted::alive, alive);
        }
      }
      EXPECT_EQ(Counted::alive, 0);
    });
  };
  EXPECT_EQ(failures_of([](auto& vec, auto& value) { return vec.push(value, GFP_KERNEL); }), 2UL);
  EXPECT_EQ(
      failures_of([](auto& vec, auto& value) { return vec.push(std::move(value), GFP_KERNEL); }),
      2UL);
  EXPECT_EQ(
      failures_of([](auto& vec, auto& value) { return vec.emplace(GFP_KERNEL, std::move(value)); }),
      2UL);
  EXPECT_EQ(failures_of(
                [](auto& vec, auto& value) { return vec.insert(1, std::move(value), GFP_KERNEL); }),
            2UL);
  EXPECT_EQ(failures_of([](auto& vec, auto&) { return vec.reserve(1, GFP_KERNEL); }), 2UL);
  EXPECT_EQ(failures_of([](auto& vec, auto& value) { return vec.resize(9, value, GFP_KERNEL); }),
            2UL);
  EXPECT_EQ(failures_of([](auto& vec, auto&) { return vec.extend(vec.span(), GFP_KERNEL); }), 2UL);
  EXPECT(FailingAllocator::clean());
}

TEST(making_may_fail) {
  FailingAllocator::fail_at(1);
  EXPECT_EQ(TestVec<int>::with_capacity(3, GFP_KERNEL).error(), kernel::ENOMEM);
  FailingAllocator::fail_at(1);
  EXPECT_EQ(TestVec<Counted>::from_elem(Counted(1), 3, GFP_KERNEL).error(), kernel::ENOMEM);
  EXPECT(TestVec<int>::with_capacity(0, GFP_KERNEL).is_ok());
  EXPECT_EQ(Counted::alive, 0);
  EXPECT(FailingAllocator::clean());
}

TEST(shrinking_objects_may_fail) {
  {
    TestVec<Counted> vec;
    REQUIRE(fill(vec, 5).is_ok());
    FailingAllocator::fail_at(1);
    EXPECT(vec.shrink_to(0, GFP_KERNEL).is_err());
    EXPECT(holds(vec, 0, 4));
    EXPECT(vec.shrink_to(0, GFP_KERNEL).is_ok());
    EXPECT(vec.capacity() == 5 && holds(vec, 0, 4));
  }
  EXPECT_EQ(Counted::alive, 0);
  EXPECT(FailingAllocator::clean());
}

TEST(memory_of_a_node) {
  using kernel::alloc::NumaNode;
  auto made = NumaNode::make(0);
  REQUIRE(made.is_ok());
  NumaNode node = made.value();
  {
    auto room = TestVec<int>::with_capacity(10, GFP_KERNEL, node);
    REQUIRE(room.is_ok());
    EXPECT(FailingAllocator::last_node() == node);
    TestVec<Counted> vec;
    REQUIRE(fill(vec, 4).is_ok());
    EXPECT(FailingAllocator::last_node() == NumaNode::NO_NODE);
    FailingAllocator::fail_at(1);
    EXPECT(vec.reserve(1, GFP_KERNEL, node).is_err());
    EXPECT(holds(vec, 0, 3));
    EXPECT(vec.reserve(1, GFP_KERNEL, node).is_ok());
    EXPECT(FailingAllocator::last_node() == node);
    EXPECT(vec.capacity() >= 5 && holds(vec, 0, 3));
    EXPECT_EQ(room.value().reserve(~size_t(0), GFP_KERNEL, node).error(), kernel::ENOMEM);
  }
  EXPECT(TestVec<int>::with_capacity(0, GFP_KERNEL, node).is_ok());
  EXPECT(TestVec<int>::with_capacity(~size_t(0), GFP_KERNEL, node).is_err());
  auto large = KVVec<int>::with_capacity(1 << 20, GFP_KERNEL, node);
  EXPECT(large.is_ok());
  EXPECT_EQ(Counted::alive, 0);
  EXPECT(FailingAllocator::clean());
}

TEST(read_through_a_reference_to_const) {
  KVec<int> numbers;
  for (int number = 1; number <= 3; ++number) EXPECT(numbers.push(int(number), GFP_KERNEL).is_ok());
  const KVec<int>& seen = numbers;
  EXPECT_EQ(seen[0], 1);
  EXPECT_EQ(seen[2], 3);
  EXPECT_EQ(seen.span().size(), 3UL);
  EXPECT(seen.span().data() == numbers.as_raw());
  EXPECT(seen.as_raw() == numbers.as_raw());
  numbers.as_raw()[1] = 20;
  EXPECT_EQ(seen.span()[1], 20);
}

KTAP_MODULE(kvec_test, starts_empty_without_memory, every_allocator_grows, push_takes_and_pop_gives,
            own_elements_can_be_pushed, failed_growth_changes_nothing,
            every_growing_operation_may_fail, reserve_makes_room_once,
            impossible_sizes_fail_politely, with_capacity_and_from_elem,
            insert_and_remove_keep_the_order, resize_and_truncate, retain_keeps_what_is_wanted,
            drain_gives_all_away, shrinks_to_what_is_needed, moves_leave_the_source_empty,
            destroys_from_the_first_to_the_last, takes_a_part_of_what_it_destroys,
            shows_nothing_to_destructors_that_look, holds_vectors_of_its_own_kind,
            arguments_may_be_elements, extend_appends_a_span, boxes_are_elements,
            an_own_box_can_be_pushed, failure_leaves_a_derived_box_with_the_caller,
            every_growing_operation_may_fail_with_objects, making_may_fail,
            shrinking_objects_may_fail, memory_of_a_node, read_through_a_reference_to_const);
