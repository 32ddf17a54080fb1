// SPDX-License-Identifier: GPL-2.0
//
// Not swept: its tests unwrap what they allocate, and an error there stops the kernel (bug()).
#include <kernel/alloc/kbox.hpp>
#include <kernel/alloc/kvec.hpp>
#include <kernel/ktap.hpp>

#include "failing_allocator.hpp"

using kernel::Box;
using kernel::GFP_ATOMIC;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::KVBox;
using kernel::KVec;
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

// Classes with a common base, each of another size; the ledger tells if a wrong address is freed.
struct Shape {
  virtual int area() const = 0;
  virtual ~Shape() { ++destroyed; }
  static constinit int destroyed;
};
constinit int Shape::destroyed = 0;
struct Square : Shape {
  explicit Square(int side) : side(side) {}
  Square(const Square&) = delete;
  Square& operator=(const Square&) = delete;
  int area() const override { return side * side; }
  ~Square() override { ++destroyed; }
  int side;
  static constinit int destroyed;
};
constinit int Square::destroyed = 0;
// A base of its own in between, and an alignment that the base has not.
struct Named {
  int name = 5;
};
struct alignas(64) Strip : Named, Shape {
  Strip(int width, int height) : width(width), height(height) {}
  int area() const override { return width * height; }
  ~Strip() override { ++destroyed; }
  int width;
  int height;
  static constinit int destroyed;
};
constinit int Strip::destroyed = 0;
struct Rounded : Square {
  explicit Rounded(int side) : Square(side) {}
  int area() const override { return side * side - 1; }
  ~Rounded() override { ++destroyed; }
  static constinit int destroyed;
};
constinit int Rounded::destroyed = 0;

void forget_shapes() {
  Shape::destroyed = Square::destroyed = Strip::destroyed = Rounded::destroyed = 0;
}

// An element of an array, which counts itself and the order in which it is destroyed.
struct Element {
  // NOLINTNEXTLINE(google-explicit-constructor): the elements of an array are given as numbers
  Element(int number) : number(number) { ++alive; }
  Element(const Element&) = delete;
  ~Element() {
    --alive;
    last_destroyed = number;
  }
  int number;
  static constinit int alive;
  static constinit int last_destroyed;
};
constinit int Element::alive = 0;
constinit int Element::last_destroyed = 0;

template <typename T>
using TestBox = Box<T, FailingAllocator>;

static_assert(sizeof(KBox<Point>) == sizeof(void*));
static_assert(sizeof(VBox<Wide>) == sizeof(void*));
static_assert(!std::is_copy_constructible_v<KBox<Point>>);
static_assert(std::is_move_constructible_v<KBox<Pinned>>);
static_assert(sizeof(KBox<Shape>) == sizeof(void*));
static_assert(std::is_convertible_v<KBox<Square>, KBox<Shape>>);
static_assert(!std::is_convertible_v<KBox<Shape>, KBox<Square>>);
static_assert(!std::is_convertible_v<KBox<Square>&, KBox<Shape>>);
static_assert(!std::is_convertible_v<KBox<Square>, VBox<Shape>>);
static_assert(!std::is_convertible_v<KBox<Rounded[2]>, KBox<Square[2]>>);

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

namespace {

// A chain that notes the order in which its nodes are destroyed, as digits.
struct Node {
  explicit Node(int number) : number(number) {}
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node() { destroyed = 10 * destroyed + std::exchange(number, 9); }
  static constinit int destroyed;
  int number;
  std::optional<TestBox<Node>> next;
};
constinit int Node::destroyed = 0;

Result<TestBox<Node>> make_chain(int length) {
  auto head = TRY(TestBox<Node>::make(GFP_KERNEL, length));
  for (int number = length - 1; number > 0; --number) {
    auto front = TRY(TestBox<Node>::make(GFP_KERNEL, number));
    front->next = std::move(head);
    head = std::move(front);
  }
  return head;
}

}  // namespace

TEST(takes_a_part_of_what_it_destroys) {
  Node::destroyed = 0;
  {
    auto made = make_chain(3);
    REQUIRE(made.is_ok());
    TestBox<Node> head = std::move(made).value();
    head = std::move(*head->next);
    EXPECT_EQ(Node::destroyed, 1);
    EXPECT_EQ(head->number, 2);
    head = std::move(*head->next);
    EXPECT_EQ(Node::destroyed, 12);
    EXPECT(head->number == 3 && !head->next);
  }
  EXPECT_EQ(Node::destroyed, 123);
  EXPECT(FailingAllocator::clean());
}

TEST(is_assigned_to_itself) {
  {
    auto made = TestBox<Pinned>::make(GFP_KERNEL, 3);
    REQUIRE(made.is_ok());
    TestBox<Pinned> box = std::move(made).value();
    TestBox<Pinned>& same = box;
    box = std::move(same);
    EXPECT_EQ(box->number, 3);
    auto back = [](TestBox<Pinned> taken) { return taken; };
    box = back(std::move(box));
    EXPECT_EQ(box->number, 3);
    std::swap(box, same);
    EXPECT_EQ(box->number, 3);
    EXPECT_EQ(Pinned::alive, 1);
  }
  EXPECT_EQ(Pinned::alive, 0);
  EXPECT(FailingAllocator::clean());
}

TEST(const_reaches_the_object) {
  auto made = TestBox<Point>::make(GFP_KERNEL, 3, 4);
  REQUIRE(made.is_ok());
  TestBox<Point> box = std::move(made).value();
  box->x = 5;
  const TestBox<Point>& seen = box;
  EXPECT(seen->x == 5 && (*seen).y == 4 && seen.as_raw() == box.as_raw());
}

// Whoever may not change the box may not change the object; whoever lets it go gets nothing in it.
template <typename B>
concept LeadsIn = requires(B box) {
  *std::forward<B>(box);
};
template <typename B>
concept LeadsToMembers = requires(B box) {
  std::forward<B>(box).operator->();
};
template <typename B>
concept LeadsByAddress = requires(B box) {
  std::forward<B>(box).as_raw();
};
template <typename B>
concept Leads = LeadsIn<B> || LeadsToMembers<B> || LeadsByAddress<B>;
static_assert(Leads<KBox<Point>&> && !Leads<KBox<Point>&&> && !Leads<const KBox<Point>&&>);
static_assert(std::is_same_v<decltype(*std::declval<KBox<Point>&>()), Point&>);
static_assert(std::is_same_v<decltype(*std::declval<const KBox<Point>&>()), const Point&>);
static_assert(std::is_same_v<decltype(std::declval<const KBox<Point>&>().as_raw()), const Point*>);

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

TEST(array_is_built_in_place) {
  {
    auto box = TestBox<Element[3]>::make(GFP_KERNEL, 1, 2, 3);
    REQUIRE(box.is_ok());
    EXPECT_EQ(Element::alive, 3);
    EXPECT_EQ((*box.value())[2].number, 3);
  }
  EXPECT_EQ(Element::alive, 0);
  EXPECT_EQ(Element::last_destroyed, 1);
  {
    auto room = TestBox<Element[2]>::make_uninit(GFP_KERNEL);
    REQUIRE(room.is_ok());
    auto box = std::move(room).value().write(4, 5);
    EXPECT_EQ((*box)[1].number, 5);
  }
  EXPECT_EQ(Element::alive, 0);
  auto fail = [](Slot<Element[2]> slot) -> Result<Placed<Element[2]>> {
    auto placed = std::move(slot).emplace(6, 7);
    if (Element::alive == 2) return kernel::EIO;
    return placed;
  };
  EXPECT(TestBox<Element[2]>::init(GFP_KERNEL, fail).is_err());
  EXPECT_EQ(Element::alive, 0);
  EXPECT(FailingAllocator::clean());
}

TEST(base_destroys_the_whole_object) {
  forget_shapes();
  {
    auto made = TestBox<Square>::make(GFP_KERNEL, 3);
    REQUIRE(made.is_ok());
    TestBox<Square> square = std::move(made).value();
    const void* address = &*square;
    TestBox<Shape> shape = std::move(square);
    EXPECT(&*shape == address);
    EXPECT_EQ(shape->area(), 9);
    auto strip = TestBox<Strip>::make(GFP_KERNEL, 2, 5);
    REQUIRE(strip.is_ok());
    EXPECT_EQ(reinterpret_cast<unsigned long>(&*strip.value()) % 64, 0UL);
    shape = std::move(strip).value();  // destroys the square
    EXPECT_EQ(Square::destroyed, 1);
    EXPECT_EQ(shape->area(), 10);
  }
  EXPECT_EQ(Strip::destroyed, 1);
  EXPECT_EQ(Shape::destroyed, 2);
  EXPECT(FailingAllocator::clean());
}

TEST(base_of_a_base) {
  forget_shapes();
  {
    auto made = TestBox<Rounded>::make(GFP_KERNEL, 3);
    REQUIRE(made.is_ok());
    TestBox<Square> square = std::move(made).value();
    EXPECT_EQ(square->area(), 8);
    TestBox<Shape> shape = std::move(square);
    EXPECT_EQ(shape->area(), 8);
    // SAFETY: it comes from into_raw() just before.
    shape = TestBox<Shape>::from_raw(std::move(shape).into_raw());
    EXPECT_EQ(shape->area(), 8);
  }
  EXPECT(Rounded::destroyed == 1 && Square::destroyed == 1 && Shape::destroyed == 1);
  EXPECT(FailingAllocator::clean());
}

TEST(every_allocator_holds_a_base) {
  forget_shapes();
  {
    KVec<KBox<Shape>> near;
    KVec<VBox<Shape>> far;
    KVec<KVBox<Shape>> either;
    auto add = [](auto& shapes, auto box) {
      return box.is_ok() && shapes.push(std::move(box).value(), GFP_KERNEL).is_ok();
    };
    EXPECT(add(near, KBox<Square>::make(GFP_KERNEL, 2)));
    EXPECT(add(near, KBox<Strip>::make(GFP_KERNEL, 2, 3)));
    EXPECT(add(near, KBox<Rounded>::make(GFP_KERNEL, 4)));
    EXPECT(add(far, VBox<Square>::make(GFP_KERNEL, 5)));
    EXPECT(add(either, KVBox<Strip>::make(GFP_KERNEL, 6, 7)));
    int sum = 0;
    for (auto& shape : near) sum += shape->area();
    EXPECT_EQ(sum, 4 + 6 + 15);
    EXPECT_EQ(far[0]->area(), 25);
    EXPECT_EQ(either[0]->area(), 42);
  }
  EXPECT_EQ(Square::destroyed, 3);
  EXPECT_EQ(Strip::destroyed, 2);
  EXPECT_EQ(Rounded::destroyed, 1);
  EXPECT_EQ(Shape::destroyed, 5);
}

TEST(result_takes_a_derived_box) {
  auto make = []() -> Result<TestBox<Shape>> {
    auto square = TRY(TestBox<Square>::make(GFP_KERNEL, 3));
    return square;
  };
  {
    auto shape = make();
    REQUIRE(shape.is_ok());
    EXPECT_EQ(shape.value()->area(), 9);
  }
  FailingAllocator::fail_at(1);
  EXPECT(make().is_err());
  EXPECT(FailingAllocator::clean());
}

static_assert(std::is_convertible_v<TestBox<Square>, Result<TestBox<Shape>>>);
static_assert(!std::is_convertible_v<TestBox<Shape>, Result<TestBox<Square>>>);
static_assert(!std::is_convertible_v<TestBox<Square>&, Result<TestBox<Shape>>>);
static_assert(!std::is_convertible_v<Result<TestBox<Square>>, Result<TestBox<Shape>>>);

TEST(memory_of_a_node) {
  using kernel::alloc::NumaNode;
  auto made = NumaNode::make(0);
  REQUIRE(made.is_ok());
  NumaNode node = made.value();
  EXPECT(TestBox<int>::make_uninit(GFP_KERNEL, node).is_ok());
  EXPECT(FailingAllocator::last_node() == node);
  EXPECT(TestBox<int>::make_uninit(GFP_KERNEL).is_ok());
  EXPECT(FailingAllocator::last_node() == NumaNode::NO_NODE);
  auto zeroed = TestBox<Point[16]>::make_zeroed(GFP_KERNEL, node);
  REQUIRE(zeroed.is_ok());
  EXPECT((*zeroed.value())[15].y == 0);
  EXPECT(FailingAllocator::last_node() == node);
  EXPECT(FailingAllocator::last_flags() == (GFP_KERNEL | kernel::__GFP_ZERO));
  auto build = [](Slot<Pinned> slot) -> Result<Placed<Pinned>> {
    return std::move(slot).emplace(3);
  };
  auto built = TestBox<Pinned>::init(GFP_KERNEL, build, node);
  REQUIRE(built.is_ok());
  EXPECT_EQ(built.value()->number, 3);
  EXPECT(FailingAllocator::last_node() == node);
  FailingAllocator::fail_at(1);
  EXPECT(TestBox<Pinned>::init(GFP_KERNEL, build, node).is_err());
  FailingAllocator::fail_at(1);
  EXPECT(TestBox<int>::make_zeroed(GFP_KERNEL, node).is_err());
  EXPECT(KVBox<Wide>::make_uninit(GFP_KERNEL, node).is_ok());
  EXPECT_EQ(Pinned::alive, 1);
}

KTAP_MODULE(kbox_test, every_allocator_holds_an_object, builds_in_place_and_destroys_once,
            make_reports_a_lack_of_memory, init_may_fail_before_the_object,
            init_may_fail_after_the_object, init_reports_a_lack_of_memory,
            init_builds_what_cannot_move, moves_leave_one_owner, takes_a_part_of_what_it_destroys,
            is_assigned_to_itself, const_reaches_the_object, gives_away_and_takes_over,
            room_is_filled_later, room_may_stay_empty, zeroed_is_all_zeroes,
            alignment_beyond_the_allocators_own, impossible_sizes_fail_politely,
            flags_reach_the_allocator, array_is_built_in_place, base_destroys_the_whole_object,
            base_of_a_base, every_allocator_holds_a_base, result_takes_a_derived_box,
            memory_of_a_node);
