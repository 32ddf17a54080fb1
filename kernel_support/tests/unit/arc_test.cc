// SPDX-License-Identifier: GPL-2.0
#include <kernel/ktap.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/types/aref.hpp>

using kernel::Arc;
using kernel::ArcBorrow;
using kernel::ARef;
using kernel::GFP_KERNEL;
using kernel::Placed;
using kernel::Result;
using kernel::Slot;
using kernel::UniqueArc;

namespace {

// Counts the objects there are.
struct Counted {
  static constinit int alive;
  explicit Counted(int number) : number(number) { ++alive; }
  Counted(const Counted&) = delete;
  ~Counted() { --alive; }
  int number;
};
constinit int Counted::alive = 0;

// Stands for an object that C code counts.
struct Device {
  static void inc_ref(const Device& device) { ++device.owners; }
  static void dec_ref(const Device& device) { --device.owners; }
  mutable int owners = 1;
};

static_assert(sizeof(Arc<Counted>) == sizeof(void*));
static_assert(sizeof(UniqueArc<Counted>) == sizeof(void*));
static_assert(sizeof(ARef<Device>) == sizeof(void*));
static_assert(!std::is_copy_constructible_v<UniqueArc<Counted>>);
static_assert(std::is_same_v<decltype(*std::declval<UniqueArc<Counted>&>()), Counted&>);
static_assert(std::is_same_v<decltype(*std::declval<const UniqueArc<Counted>&>()), const Counted&>);
static_assert(std::is_same_v<decltype(*std::declval<Arc<Counted>&>()), const Counted&>);
static_assert(std::is_same_v<decltype(*std::declval<ARef<Device>&>()), const Device&>);

// An object of which owners know a base only, that other classes derive from too.
struct Shape {
  virtual int area() const = 0;
  virtual ~Shape() = default;
  virtual void grow() = 0;
};
struct Square : Shape {
  explicit Square(int side) : side(side) { ++Counted::alive; }
  ~Square() override { --Counted::alive; }
  int area() const override { return side * side; }
  void grow() override { ++side; }
  int side;
};
// Far from the count.
struct alignas(64) Wide {
  explicit Wide(int number) : number(number) { ++Counted::alive; }
  Wide(const Wide&) = delete;
  Wide& operator=(const Wide&) = delete;
  virtual ~Wide() { --Counted::alive; }
  int number;
};
struct Wider : Wide {
  using Wide::Wide;
  int more = 7;
};

static_assert(std::is_convertible_v<Arc<Square>, Arc<Shape>>);
static_assert(!std::is_convertible_v<Arc<Shape>, Arc<Square>>);
static_assert(std::is_convertible_v<UniqueArc<Square>, UniqueArc<Shape>>);
static_assert(std::is_convertible_v<ArcBorrow<Square>, ArcBorrow<Shape>>);

}  // namespace

TEST(last_owner_destroys) {
  auto made = Arc<Counted>::make(GFP_KERNEL, 5);
  REQUIRE(made.is_ok());
  {
    Arc<Counted> first = std::move(made).value();
    {
      Arc<Counted> second = first;  // NOLINT(performance-unnecessary-copy-initialization)
      EXPECT(ptr_eq(first, second));
      EXPECT_EQ(second->number, 5);
    }
    EXPECT_EQ(Counted::alive, 1);
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(moving_adds_no_owner) {
  auto made = Arc<Counted>::make(GFP_KERNEL, 5);
  REQUIRE(made.is_ok());
  Arc<Counted> first = std::move(made).value();
  Arc<Counted> second = std::move(first);
  EXPECT(UniqueArc<Counted>::from_arc(std::move(second)));
  EXPECT_EQ(Counted::alive, 0);
}

TEST(assignment_releases_the_old_object) {
  auto one = Arc<Counted>::make(GFP_KERNEL, 1);
  auto two = Arc<Counted>::make(GFP_KERNEL, 2);
  REQUIRE(one.is_ok() && two.is_ok());
  Arc<Counted> arc = one.value();
  arc = two.value();
  EXPECT_EQ(arc->number, 2);
  arc = *&arc;  // to itself
  EXPECT_EQ(arc->number, 2);
  EXPECT_EQ(Counted::alive, 2);
}

TEST(borrowed_can_be_shared) {
  auto made = Arc<Counted>::make(GFP_KERNEL, 7);
  REQUIRE(made.is_ok());
  ArcBorrow<Counted> borrowed = made.value().borrow();
  EXPECT_EQ(borrowed->number, 7);
  EXPECT(&*borrowed == &*made.value());
  Arc<Counted> shared(borrowed);
  EXPECT(ptr_eq(shared, made.value()));
  EXPECT(!UniqueArc<Counted>::from_arc(std::move(shared)));
  EXPECT_EQ(shared->number, 7);  // still there, as it was not the only owner
}

TEST(unique_owner_may_change_it) {
  auto made = UniqueArc<Counted>::make(GFP_KERNEL, 1);
  REQUIRE(made.is_ok());
  made.value()->number = 1;
  (*made.value()).number += 1;
  const UniqueArc<Counted>& seen = made.value();
  EXPECT_EQ(seen->number, 2);
  EXPECT(&*seen == &*made.value());
  Arc<Counted> shared = std::move(made).value().share();
  EXPECT_EQ(shared->number, 2);
}

TEST(unique_owner_may_be_replaced_by_its_own_part) {
  struct Node {
    explicit Node(int number) : counted(number) {}
    Counted counted;
    std::optional<UniqueArc<Node>> next;
  };
  auto first = UniqueArc<Node>::make(GFP_KERNEL, 1);
  auto second = UniqueArc<Node>::make(GFP_KERNEL, 2);
  REQUIRE(first.is_ok() && second.is_ok());
  UniqueArc<Node> head = std::move(first).value();
  head->next = std::move(second).value();
  head = std::move(*head->next);
  EXPECT_EQ(head->counted.number, 2);
  EXPECT_EQ(Counted::alive, 1);
}

TEST(unique_owner_again) {
  auto made = UniqueArc<Counted>::make(GFP_KERNEL, 1);
  REQUIRE(made.is_ok());
  Arc<Counted> shared = std::move(made).value().share();
  for (int i = 2; i < 5; ++i) {
    auto unique = UniqueArc<Counted>::from_arc(std::move(shared));
    REQUIRE(unique);
    (*unique)->number = i;
    shared = std::move(*unique).share();
    Arc<Counted> another = shared;
    EXPECT_EQ(another->number, i);
  }
  EXPECT_EQ(Counted::alive, 1);
}

TEST(raw_and_back) {
  auto made = Arc<Counted>::make(GFP_KERNEL, 3);
  auto wide = Arc<Wide>::make(GFP_KERNEL, 4);
  REQUIRE(made.is_ok() && wide.is_ok());
  const Counted* object = &*made.value();
  const Counted* raw = std::move(made).value().into_raw();
  EXPECT(raw == object);
  // SAFETY: the address comes from into_raw().
  Arc<Counted> again = Arc<Counted>::from_raw(raw);
  EXPECT_EQ(again->number, 3);
  using Owners = kernel::ForeignOwnable<Arc<Wide>>;
  void* foreign = Owners::into_foreign(std::move(wide).value());
  EXPECT_EQ(reinterpret_cast<unsigned long>(foreign) % Owners::kAlign, 0UL);
  EXPECT_EQ(Owners::borrow(foreign).number, 4);
  // SAFETY: the address comes from into_foreign().
  Arc<Wide> back = Owners::from_foreign(foreign);
  EXPECT_EQ(back->number, 4);
}

TEST(built_in_place) {
  for (bool fail : {false, true}) {
    auto build = [fail](Slot<Counted> slot) -> Result<Placed<Counted>> {
      auto counted = std::move(slot).emplace(1);
      if (fail) return kernel::EIO;
      counted->number = 2;
      return counted;
    };
    {
      auto shared = Arc<Counted>::init(GFP_KERNEL, build);
      auto unique = UniqueArc<Counted>::init(GFP_KERNEL, build);
      EXPECT_EQ(shared.is_ok(), !fail);
      EXPECT_EQ(unique.is_ok(), !fail);
      EXPECT_EQ(Counted::alive, fail ? 0 : 2);
      if (!fail) {
        EXPECT_EQ(shared.value()->number, 2);
        unique.value()->number = 3;
        Arc<Counted> second = std::move(unique).value().share();
        EXPECT_EQ(second->number, 3);
      } else {
        EXPECT(shared.error() == kernel::EIO);
        EXPECT(unique.error() == kernel::EIO);
      }
    }
    EXPECT_EQ(Counted::alive, 0);
  }
}

TEST(owners_of_a_base) {
  auto made = Arc<Square>::make(GFP_KERNEL, 3);
  REQUIRE(made.is_ok());
  {
    Arc<Square> square = std::move(made).value();
    Arc<Shape> shape = square;
    EXPECT_EQ(shape->area(), 9);
    EXPECT(&*shape == &*square);
    ArcBorrow<Shape> borrowed = square.borrow();
    EXPECT_EQ(borrowed->area(), 9);
    Arc<Shape> last = std::move(square);
    shape = last;
    EXPECT(ptr_eq(shape, last));
    EXPECT_EQ(Counted::alive, 1);
    EXPECT(!UniqueArc<Shape>::from_arc(std::move(shape)));
  }
  EXPECT_EQ(Counted::alive, 0);

  auto unique = UniqueArc<Square>::make(GFP_KERNEL, 3);
  REQUIRE(unique.is_ok());
  {
    UniqueArc<Shape> shape = std::move(unique).value();
    shape->grow();
    EXPECT_EQ(shape->area(), 16);
    Arc<Shape> shared = std::move(shape).share();
    const Shape* raw = std::move(shared).into_raw();
    // SAFETY: the address comes from into_raw().
    Arc<Shape> again = Arc<Shape>::from_raw(raw);
    EXPECT_EQ(again->area(), 16);
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(owners_of_a_wide_base) {
  auto made = Arc<Wider>::make(GFP_KERNEL, 3);
  REQUIRE(made.is_ok());
  {
    Arc<Wide> wide = std::move(made).value();
    EXPECT_EQ(reinterpret_cast<unsigned long>(&*wide) % 64, 0UL);
    EXPECT_EQ(wide->number, 3);
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(aref_counts_in_the_object) {
  Device device;
  {
    ARef<Device> first(device);
    EXPECT_EQ(device.owners, 2);
    ARef<Device> second = first;
    EXPECT_EQ(device.owners, 3);
    EXPECT(first == second);
    ARef<Device> third = std::move(second);
    EXPECT_EQ(device.owners, 3);
    EXPECT(&*third == &device);
    EXPECT_EQ(third->owners, 3);
    first = third;
    EXPECT_EQ(device.owners, 3);
  }
  EXPECT_EQ(device.owners, 1);
}

TEST(aref_takes_over_and_gives_away) {
  Device device;
  {
    ARef<Device> owned = ARef<Device>::from_raw(&device);
    EXPECT_EQ(device.owners, 1);
    EXPECT(std::move(owned).into_raw() == &device);
  }
  EXPECT_EQ(device.owners, 1);
}

KTAP_MODULE(arc_test, last_owner_destroys, moving_adds_no_owner, assignment_releases_the_old_object,
            borrowed_can_be_shared, unique_owner_may_change_it,
            unique_owner_may_be_replaced_by_its_own_part, unique_owner_again, raw_and_back,
            built_in_place, owners_of_a_base, owners_of_a_wide_base, aref_counts_in_the_object,
            aref_takes_over_and_gives_away);
