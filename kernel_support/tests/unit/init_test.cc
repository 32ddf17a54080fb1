// SPDX-License-Identifier: GPL-2.0
//
// Slots and what is built in them, as functions that give or fill a slot see them.
#include <kernel/init.hpp>
#include <kernel/ktap.hpp>

using kernel::Placed;
using kernel::Slot;

namespace {

// Cannot be moved, and counts the objects there are.
struct Fixed {
  explicit Fixed(int number) : number(number) { ++alive; }
  Fixed(const Fixed&) = delete;
  ~Fixed() { --alive; }
  int number;
  static inline constinit int alive = 0;
};

struct Room {
  // SAFETY: the room is large and aligned enough, and outlives what the tests build in it.
  Slot<Fixed> slot() { return Slot<Fixed>::from_raw(bytes); }
  alignas(Fixed) unsigned char bytes[sizeof(Fixed)];
};

TEST(placed_gives_access) {
  Room room;
  Placed<Fixed> placed = room.slot().emplace(5);
  EXPECT_EQ((*placed).number, 5);
  placed->number = 6;
  EXPECT_EQ((*placed).number, 6);
  EXPECT(static_cast<void*>(&*placed) == room.bytes);
}

TEST(placed_destroys_what_nobody_takes) {
  Room room;
  {
    Placed<Fixed> placed = room.slot().emplace(5);
    EXPECT_EQ(Fixed::alive, 1);
    Placed<Fixed> taken = std::move(placed);
    EXPECT_EQ(Fixed::alive, 1);
  }
  EXPECT_EQ(Fixed::alive, 0);
}

TEST(placed_hands_its_object_over) {
  Room room;
  Fixed* object = room.slot().emplace(5).into_raw();
  EXPECT_EQ(Fixed::alive, 1);
  EXPECT_EQ(object->number, 5);
  object->~Fixed();
  EXPECT_EQ(Fixed::alive, 0);
}

TEST(slot_can_be_passed_on) {
  Room room;
  Slot<Fixed> slot = room.slot();
  Slot<Fixed> other = std::move(slot);
  Placed<Fixed> placed = std::move(other).emplace(7);
  EXPECT_EQ(placed->number, 7);
}

}  // namespace

KTAP_MODULE(init_test, placed_gives_access, placed_destroys_what_nobody_takes,
            placed_hands_its_object_over, slot_can_be_passed_on);
