// SPDX-License-Identifier: GPL-2.0
#include <kernel/ktap.hpp>
#include <kernel/sync/set_once.hpp>

using kernel::SetOnce;

namespace {

struct Pair {
  int x;
  int y;
};

int built = 0;
int destroyed = 0;

struct Counted {
  explicit Counted(int number) : self(this), value(number) { ++built; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { ++destroyed; }
  // SAFETY: it is compared, and never followed.
  const Counted* self;
  int value;
};

static_assert(std::is_trivially_destructible_v<SetOnce<Pair>>);
static_assert(!std::is_copy_constructible_v<SetOnce<int>>);
static_assert(!std::is_move_constructible_v<SetOnce<int>>);
static_assert(sizeof(SetOnce<int>) == 2 * sizeof(int));

constinit SetOnce<Pair> global;

TEST(static_object) {
  EXPECT(!global.as_ref());
  EXPECT(!global.copy());
  EXPECT(global.populate(1, 2));
  EXPECT(!global.populate(3, 4));
  REQUIRE(global.as_ref());
  EXPECT_EQ(global.as_ref()->y, 2);
  REQUIRE(global.copy());
  EXPECT_EQ(global.copy()->x, 1);
  static_assert(std::is_same_v<decltype(*global.as_ref()), const Pair&>);
}

TEST(destroys_what_it_made) {
  {
    SetOnce<Counted> never;
    EXPECT(!never.as_ref());
  }
  EXPECT_EQ(built, 0);
  EXPECT_EQ(destroyed, 0);
  {
    const SetOnce<Counted> once;
    EXPECT(once.populate(3));
    EXPECT(!once.populate(4));
    EXPECT_EQ(built, 1);
    EXPECT_EQ(once.as_ref()->value, 3);
    EXPECT(once.as_ref()->self == &*once.as_ref());
    EXPECT_EQ(destroyed, 0);
  }
  EXPECT_EQ(built, 1);
  EXPECT_EQ(destroyed, 1);
}

// Whoever asks while the T is being made finds none.
TEST(while_it_is_made) {
  struct Nosy {
    explicit Nosy(const SetOnce<Nosy>& around)
        : found(around.as_ref()), made(around.populate(around)) {}
    bool found;
    bool made;
  };
  SetOnce<Nosy> once;
  EXPECT(once.populate(once));
  EXPECT(!once.as_ref()->found);
  EXPECT(!once.as_ref()->made);
}

}  // namespace

KTAP_MODULE(set_once_test, static_object, destroys_what_it_made, while_it_is_made);
