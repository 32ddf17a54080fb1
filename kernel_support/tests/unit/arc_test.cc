// SPDX-License-Identifier: GPL-2.0
#include <kernel/ktap.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/types/aref.hpp>

using kernel::Arc;
using kernel::ArcBorrow;
using kernel::ARef;
using kernel::GFP_KERNEL;
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
  static void inc_ref(Device& device) { ++device.owners; }
  static void dec_ref(Device& device) { --device.owners; }
  int owners = 1;
};

static_assert(sizeof(Arc<Counted>) == sizeof(void*));
static_assert(sizeof(UniqueArc<Counted>) == sizeof(void*));
static_assert(sizeof(ARef<Device>) == sizeof(void*));
static_assert(!std::is_copy_constructible_v<UniqueArc<Counted>>);

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
  Arc<Counted> shared = std::move(made).value().share();
  EXPECT_EQ(shared->number, 2);
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
            borrowed_can_be_shared, unique_owner_may_change_it, aref_counts_in_the_object,
            aref_takes_over_and_gives_away);
