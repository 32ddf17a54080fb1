// SPDX-License-Identifier: GPL-2.0
#include <kernel/alloc/kbox.hpp>
#include <kernel/ktap.hpp>

#include "failing_allocator.hpp"

using kernel::Box;
using kernel::GFP_ATOMIC;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::KVBox;
using kernel::Placed;
using kernel::Result;
using kernel::Slot;
using kernel::VBox;
using kernel::testing::FailingAllocator;

namespace {

struct Point {
  int x;
  int y;
};

// Counts the objects there are, and cannot be moved: it points to itself.
struct Pinned {
  static constinit int alive;
  explicit Pinned(int number) : self(this), number(number) { ++alive; }
  Pinned(const Pinned&) = delete;
  ~Pinned() { --alive; }
  Pinned* self;
  int number;
};
constinit int Pinned::alive = 0;

struct alignas(256) Wide {
  char bytes[300];
};

template <typename T>
using TestBox = Box<T, FailingAllocator>;

static_assert(sizeof(KBox<Point>) == sizeof(void*));
static_assert(sizeof(VBox<Wide>) == sizeof(void*));
static_assert(!std::is_copy_constructible_v<KBox<Point>>);
static_assert(std::is_move_constructible_v<KBox<Pinned>>);

// A box whose object is built and then started, which may fail.
Result<TestBox<Pinned>> make_started(int number, bool start_fails) {
  return TestBox<Pinned>::init(GFP_KERNEL, [&](Slot<Pinned> slot) -> Result<Placed<Pinned>> {
    if (number < 0) return kernel::EINVAL;
    Placed<Pinned> pinned = std::move(slot).emplace(number);
    if (start_fails) return kernel::EIO;
    return pinned;
  });
}

template <typename B>
bool holds_and_frees() {
  auto box = B::make(GFP_KERNEL, 3, 4);
  return box.is_ok() && box.value()->x == 3 && (*box.value()).y == 4;
}

}  // namespace

TEST(every_allocator_holds_an_object) {
  EXPECT(holds_and_frees<KBox<Point>>());
  EXPECT(holds_and_frees<VBox<Point>>());
  EXPECT(holds_and_frees<KVBox<Point>>());
}

TEST(builds_in_place_and_destroys_once) {
  {
    auto box = TestBox<Pinned>::make(GFP_KERNEL, 5);
    REQUIRE(box.is_ok());
    EXPECT(box.value()->self == &*box.value());
    EXPECT_EQ(Pinned::alive, 1);
  }
  EXPECT_EQ(Pinned::alive, 0);
  EXPECT(FailingAllocator::clean());
}

TEST(make_reports_a_lack_of_memory) {
  FailingAllocator::fail_at(1);
  auto box = TestBox<Pinned>::make(GFP_KERNEL, 5);
  EXPECT(box.is_err() && box.error() == kernel::ENOMEM);
  EXPECT_EQ(Pinned::alive, 0);
  EXPECT(FailingAllocator::clean());
}

TEST(init_may_fail_before_the_object) {
  auto box = make_started(-1, false);
  EXPECT(box.is_err() && box.error() == kernel::EINVAL);
  EXPECT_EQ(Pinned::alive, 0);
  EXPECT(FailingAllocator::clean());
}

TEST(init_may_fail_after_the_object) {
  auto box = make_started(1, true);
  EXPECT(box.is_err() && box.error() == kernel::EIO);
  EXPECT_EQ(Pinned::alive, 0);
  EXPECT(FailingAllocator::clean());
}

TEST(init_reports_a_lack_of_memory) {
  FailingAllocator::fail_at(1);
  auto box = make_started(1, false);
  EXPECT(box.is_err() && box.error() == kernel::ENOMEM);
  EXPECT(FailingAllocator::clean());
}

TEST(init_builds_what_cannot_move) {
  auto box = make_started(9, false);
  REQUIRE(box.is_ok());
  EXPECT(box.value()->self == &*box.value());
  EXPECT_EQ(box.value()->number, 9);
}

TEST(moves_leave_one_owner) {
  {
    auto made = TestBox<Pinned>::make(GFP_KERNEL, 1);
    REQUIRE(made.is_ok());
    TestBox<Pinned> first = std::move(made).value();
    Pinned* address = &*first;
    TestBox<Pinned> second = std::move(first);
    EXPECT(&*second == address);
    EXPECT_EQ(Pinned::alive, 1);
    auto other = TestBox<Pinned>::make(GFP_KERNEL, 2);
    REQUIRE(other.is_ok());
    second = std::move(other).value();  // destroys what it had
    EXPECT_EQ(Pinned::alive, 1);
    EXPECT_EQ(second->number, 2);
  }
  EXPECT_EQ(Pinned::alive, 0);
  EXPECT(FailingAllocator::clean());
}

TEST(gives_away_and_takes_over) {
  {
    auto made = TestBox<Pinned>::make(GFP_KERNEL, 4);
    REQUIRE(made.is_ok());
    Pinned* object = std::move(made).value().into_raw();
    EXPECT_EQ(Pinned::alive, 1);
    auto box = TestBox<Pinned>::from_raw(object);
    EXPECT_EQ(box->number, 4);
  }
  EXPECT_EQ(Pinned::alive, 0);
  EXPECT(FailingAllocator::clean());
}

TEST(room_is_filled_later) {
  {
    auto room = TestBox<Pinned>::make_uninit(GFP_KERNEL);
    REQUIRE(room.is_ok());
    EXPECT_EQ(Pinned::alive, 0);
    TestBox<Pinned> box = std::move(room).value().write(6);
    EXPECT_EQ(box->number, 6);
    EXPECT(box->self == &*box);
  }
  EXPECT_EQ(Pinned::alive, 0);
  EXPECT(FailingAllocator::clean());
}

TEST(room_may_stay_empty) {
  { EXPECT(TestBox<Pinned>::make_uninit(GFP_KERNEL).is_ok()); }
  EXPECT_EQ(Pinned::alive, 0);
  EXPECT(FailingAllocator::clean());
}

TEST(zeroed_is_all_zeroes) {
  auto box = TestBox<Point[16]>::make_zeroed(GFP_KERNEL);
  REQUIRE(box.is_ok());
  for (const Point& point : *box.value()) EXPECT(point.x == 0 && point.y == 0);
  EXPECT(FailingAllocator::last_flags().contains(kernel::__GFP_ZERO));
}

TEST(alignment_beyond_the_allocators_own) {
  auto from_kmalloc = KBox<Wide>::make(GFP_KERNEL);
  auto from_vmalloc = VBox<Wide>::make(GFP_KERNEL);
  auto from_either = KVBox<Wide>::make(GFP_KERNEL);
  REQUIRE(from_kmalloc.is_ok() && from_vmalloc.is_ok() && from_either.is_ok());
  EXPECT_EQ(reinterpret_cast<unsigned long>(&*from_kmalloc.value()) % 256, 0UL);
  EXPECT_EQ(reinterpret_cast<unsigned long>(&*from_vmalloc.value()) % 256, 0UL);
  EXPECT_EQ(reinterpret_cast<unsigned long>(&*from_either.value()) % 256, 0UL);
}

TEST(impossible_sizes_fail_politely) {
  struct Huge {
    char bytes[1UL << 40];
  };
  EXPECT(KBox<Huge>::make_uninit(GFP_KERNEL).is_err());
  EXPECT(VBox<Huge>::make_uninit(GFP_KERNEL).is_err());
  EXPECT(KVBox<Huge>::make_uninit(GFP_KERNEL).is_err());
}

TEST(flags_reach_the_allocator) {
  EXPECT(TestBox<Point>::make(GFP_ATOMIC | kernel::__GFP_NOWARN, 1, 2).is_ok());
  EXPECT(FailingAllocator::last_flags() == (GFP_ATOMIC | kernel::__GFP_NOWARN));
}

KTAP_MODULE(kbox_test, every_allocator_holds_an_object, builds_in_place_and_destroys_once,
            make_reports_a_lack_of_memory, init_may_fail_before_the_object,
            init_may_fail_after_the_object, init_reports_a_lack_of_memory,
            init_builds_what_cannot_move, moves_leave_one_owner, gives_away_and_takes_over,
            room_is_filled_later, room_may_stay_empty, zeroed_is_all_zeroes,
            alignment_beyond_the_allocators_own, impossible_sizes_fail_politely,
            flags_reach_the_allocator);
