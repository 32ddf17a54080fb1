// SPDX-License-Identifier: GPL-2.0
//
// Slots and what is built in them, and classes with members that are built before them. What stops
// the thread is in tests/guest/slot_*.
#include <kernel/alloc/kbox.hpp>
#include <kernel/ida.hpp>
#include <kernel/init.hpp>
#include <kernel/ktap.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/srcu.hpp>
#include <kernel/time/delay.hpp>
#include <kernel/time/hrtimer.hpp>

#include "failing_allocator.hpp"

using kernel::Arc;
using kernel::Box;
using kernel::EIO;
using kernel::ENOMEM;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Member;
using kernel::Placed;
using kernel::Result;
using kernel::Slot;
using kernel::testing::FailingAllocator;
using kernel::testing::for_each_failure;
using namespace kernel::literals;

namespace {

// Cannot be moved, and counts the objects there are.
struct Fixed {
  explicit Fixed(int number) : number(number), self(this) { ++alive; }
  Fixed(const Fixed&) = delete;
  ~Fixed() { --alive; }
  bool here() const { return self == this; }
  int number;
  Fixed* self;
  static inline constinit int alive = 0;
};

struct Room {
  template <typename Init>
  Result<Fixed*> fill(Init&& init) {
    // SAFETY: the room is large and aligned enough, and the tests destroy what they build.
    TRY(Slot<Fixed>::fill(bytes, init));
    return reinterpret_cast<Fixed*>(bytes);
  }
  alignas(Fixed) unsigned char bytes[sizeof(Fixed)];
};

TEST(placed_gives_access) {
  Room room;
  auto filled = room.fill([&](Slot<Fixed> slot) -> Result<Placed<Fixed>> {
    Placed<Fixed> placed = std::move(slot).emplace(5);
    EXPECT_EQ((*placed).number, 5);
    placed->number = 6;
    const Placed<Fixed>& constant = placed;
    static_assert(std::is_same_v<decltype(*constant), const Fixed&>);
    static_assert(std::is_same_v<decltype(constant.operator->()), const Fixed*>);
    EXPECT_EQ((*constant).number, 6);
    EXPECT_EQ(constant->number, 6);
    EXPECT(static_cast<const void*>(&*placed) == room.bytes);
    return placed;
  });
  REQUIRE(filled.is_ok());
  EXPECT(filled.value()->here());
  EXPECT_EQ(filled.value()->number, 6);
  filled.value()->~Fixed();
  EXPECT_EQ(Fixed::alive, 0);
}

TEST(placed_destroys_what_nobody_takes) {
  Room room;
  auto filled = room.fill([&](Slot<Fixed> slot) -> Result<Placed<Fixed>> {
    Placed<Fixed> placed = std::move(slot).emplace(5);
    EXPECT_EQ(Fixed::alive, 1);
    Placed<Fixed> taken = std::move(placed);
    EXPECT_EQ(Fixed::alive, 1);
    return EIO;
  });
  EXPECT(filled.error() == EIO);
  EXPECT_EQ(Fixed::alive, 0);
}

TEST(placed_hands_its_object_over) {
  Room room;
  auto filled = room.fill([&](Slot<Fixed> slot) -> Result<Placed<Fixed>> {
    Fixed* object = std::move(slot).emplace(5).into_raw();
    EXPECT_EQ(Fixed::alive, 1);
    EXPECT_EQ(object->number, 5);
    object->~Fixed();
    return EIO;
  });
  EXPECT(filled.error() == EIO);
  EXPECT_EQ(Fixed::alive, 0);
}

TEST(slot_can_be_passed_on) {
  Room room;
  auto filled = room.fill([&](Slot<Fixed> slot) -> Result<Placed<Fixed>> {
    Slot<Fixed> other = std::move(slot);
    auto build = [](Slot<Fixed> slot) { return std::move(slot).emplace(7); };
    return build(std::move(other));
  });
  REQUIRE(filled.is_ok());
  EXPECT_EQ(filled.value()->number, 7);
  filled.value()->~Fixed();
}

TEST(slot_that_nobody_uses) {
  Room room;
  EXPECT(room.fill([](Slot<Fixed>) -> Result<Placed<Fixed>> { return EIO; }).error() == EIO);
}

// Whose making takes memory, and can fail for another reason, too.
template <int kWhich>
class Part {
 public:
  static Result<Placed<Part>> init(Slot<Part> slot, bool fail = false) {
    auto memory = TRY((Box<int, FailingAllocator>::make(GFP_KERNEL, kWhich)));
    auto part = std::move(slot).emplace(std::move(memory));
    if (fail) return EIO;
    return part;
  }

  explicit Part(Box<int, FailingAllocator> memory) : self_(this), memory_(std::move(memory)) {
    ++alive;
  }
  Part(const Part&) = delete;
  ~Part() { --alive; }

  bool whole() const { return self_ == this && *memory_ == kWhich; }
  static inline constinit int alive = 0;

 private:
  // SAFETY: it is only compared.
  Part* self_;
  Box<int, FailingAllocator> memory_;
};

// Two such members between others.
class Pair {
 public:
  static Result<Placed<Pair>> init(Slot<Pair> slot, bool fail_second) {
    auto [first_slot, second_slot, rest] = std::move(slot).split<&Pair::first_, &Pair::second_>();
    auto first = TRY(Part<1>::init(std::move(first_slot)));
    auto second = TRY(Part<2>::init(std::move(second_slot), fail_second));
    return std::move(rest).emplace(std::move(first), std::move(second), 7);
  }

  explicit Pair(Placed<Part<1>> first, Placed<Part<2>> second, int number)
      : first_(std::move(first)), number_(number), second_(std::move(second)) {}

  bool whole() const {
    for (int zero : zeroes_)
      if (zero != 0) return false;
    return first_->whole() && second_->whole() && (*first_).whole() && number_ == 7;
  }

 private:
  int zeroes_[16] = {};  // much of the object is made zero, and the members must not
  Member<Part<1>> first_;
  int number_;
  Member<Part<2>> second_;
};
static_assert(sizeof(Member<Part<1>>) == sizeof(Part<1>));
static_assert(!std::is_move_constructible_v<Pair> && !std::is_copy_constructible_v<Pair>);

template <typename Owner>
void try_pair(kernel::ktap::Test& test, Result<Owner> made, bool second_fails) {
  EXPECT_EQ(made.is_ok(), !FailingAllocator::failed() && !second_fails);
  if (made.is_ok()) {
    EXPECT(made.value()->whole());
    EXPECT_EQ(Part<1>::alive, 1);
    EXPECT_EQ(Part<2>::alive, 1);
  } else {
    EXPECT(made.error() == (FailingAllocator::failed() ? ENOMEM : EIO));
    EXPECT_EQ(Part<1>::alive, 0);
    EXPECT_EQ(Part<2>::alive, 0);
  }
}

TEST(members_in_a_box) {
  using PairBox = Box<Pair, FailingAllocator>;
  FailingAllocator::reset();
  for (bool fail : {false, true}) {
    size_t failures = for_each_failure<FailingAllocator>([&] {
      try_pair(test,
               PairBox::init(GFP_KERNEL,
                             [&](Slot<Pair> slot) { return Pair::init(std::move(slot), fail); }),
               fail);
    });
    EXPECT_EQ(failures, 3U);
    EXPECT(FailingAllocator::clean());
    EXPECT_EQ(Part<1>::alive, 0);
    EXPECT_EQ(Part<2>::alive, 0);
  }
}

TEST(members_in_an_arc) {
  FailingAllocator::reset();
  for (bool fail : {false, true}) {
    size_t failures = for_each_failure<FailingAllocator>([&] {
      try_pair(test,
               Arc<Pair>::init(GFP_KERNEL,
                               [&](Slot<Pair> slot) { return Pair::init(std::move(slot), fail); }),
               fail);
    });
    EXPECT_EQ(failures, 2U);
    EXPECT(FailingAllocator::clean());
    EXPECT_EQ(Part<1>::alive, 0);
    EXPECT_EQ(Part<2>::alive, 0);
  }
}

// A member that has such a member, in a class whose base has one.
class Inner {
 public:
  static Result<Placed<Inner>> init(Slot<Inner> slot) {
    auto [part_slot, rest] = std::move(slot).split<&Inner::part_>();
    auto part = TRY(Part<1>::init(std::move(part_slot)));
    return std::move(rest).emplace(std::move(part));
  }
  explicit Inner(Placed<Part<1>> part) : part_(std::move(part)) {}
  bool whole() const { return part_->whole(); }

 private:
  Member<Part<1>> part_;
};

class Base {
 public:
  explicit Base(Placed<Part<2>> part) : part_(std::move(part)) {}
  virtual ~Base() = default;
  virtual bool whole() const { return part_->whole(); }

 protected:
  Member<Part<2>> part_;
};

class Derived : public Base {
 public:
  static Result<Placed<Derived>> init(Slot<Derived> slot) {
    auto [inner_slot, part_slot, rest] = std::move(slot).split<&Derived::inner_, &Derived::part_>();
    auto part = TRY(Part<2>::init(std::move(part_slot)));  // in any order
    auto inner = TRY(Inner::init(std::move(inner_slot)));
    if (!inner->whole()) return kernel::EINVAL;
    return std::move(rest).emplace(std::move(part), std::move(inner));
  }
  explicit Derived(Placed<Part<2>> part, Placed<Inner> inner)
      : Base(std::move(part)), inner_(std::move(inner)) {}
  bool whole() const override { return Base::whole() && inner_->whole(); }

 private:
  [[maybe_unused]] char odd_ = 1;
  Member<Inner> inner_;
};

TEST(members_of_members_and_of_bases) {
  FailingAllocator::reset();
  size_t failures = for_each_failure<FailingAllocator>([&] {
    auto made = Box<Derived, FailingAllocator>::init(GFP_KERNEL, Derived::init);
    EXPECT_EQ(made.is_ok(), !FailingAllocator::failed());
    if (made.is_ok()) EXPECT(made.value()->whole());
  });
  EXPECT_EQ(failures, 3U);
  EXPECT(FailingAllocator::clean());
  EXPECT_EQ(Part<1>::alive, 0);
  EXPECT_EQ(Part<2>::alive, 0);
}

// A member is as constant as the object that it is a part of.
struct Owner {
  static Result<Placed<Owner>> init(Slot<Owner> slot) {
    auto [fixed_slot, rest] = std::move(slot).split<&Owner::fixed>();
    return std::move(rest).emplace(std::move(fixed_slot).emplace(3));
  }
  explicit Owner(Placed<Fixed> fixed) : fixed(std::move(fixed)) {}
  Member<Fixed> fixed;
};
static_assert(std::is_same_v<decltype(*std::declval<const Owner&>().fixed), const Fixed&>);

TEST(members_can_be_changed) {
  {
    auto made = KBox<Owner>::init(GFP_KERNEL, Owner::init);
    REQUIRE(made.is_ok());
    Member<Fixed>& fixed = made.value()->fixed;
    EXPECT(fixed->here());
    (*fixed).number += 1;
    EXPECT_EQ(std::as_const(fixed)->number, 4);
    fixed->number += 1;
    EXPECT_EQ((*std::as_const(fixed)).number, 5);
  }
  EXPECT_EQ(Fixed::alive, 0);
}

// What the kernel's objects are: two that may fail, two that may not.
class Disk {
  using Readers = kernel::Srcu<"Disk::readers">;
  using Writers = kernel::Srcu<"Disk::writers">;

 public:
  static Result<Placed<Disk>> init(Slot<Disk> slot) {
    auto [readers_slot, writers_slot, rest] =
        std::move(slot).split<&Disk::readers_, &Disk::writers_>();
    auto readers = TRY(Readers::init(std::move(readers_slot)));
    auto writers = TRY(Writers::init(std::move(writers_slot)));
    return std::move(rest).emplace(std::move(readers), std::move(writers));
  }

  explicit Disk(Placed<Readers> readers, Placed<Writers> writers)
      : readers_(std::move(readers)), writers_(std::move(writers)), timer_(Tick(*this)) {
    timer_.start(1_ms);
  }

  Result<u32> use() const {
    auto read = readers_->read_lock();
    auto write = writers_->read_lock();
    auto id = TRY(ids_.alloc(GFP_KERNEL));
    return id.number();
  }
  void flush() const {
    readers_->synchronize();
    writers_->synchronize();
    while (timer_.is_active()) kernel::fsleep(1_ms);
  }
  int ticks() const { return ticks_.load(kernel::Acquire); }

 private:
  struct Tick {
    explicit Tick(Disk& disk) : disk(disk) {}
    kernel::HrTimerRestart operator()(kernel::HrTimerContext<kernel::clock::Monotonic>&) {
      disk.ticks_.add(1, kernel::Relaxed);
      return kernel::HrTimerRestart::NoRestart;
    }
    // SAFETY: the timer is a part of the disk.
    Disk& disk;
  };

  Member<Readers> readers_;
  Member<Writers> writers_;
  kernel::IdAllocator ids_;
  kernel::Atomic<int> ticks_;
  kernel::HrTimer<Tick> timer_;
};

TEST(members_that_c_code_knows) {
  auto boxed = KBox<Disk>::init(GFP_KERNEL, Disk::init);
  REQUIRE(boxed.is_ok());
  boxed.value()->flush();
  EXPECT_EQ(boxed.value()->ticks(), 1);
  EXPECT_EQ(boxed.value()->use().value(), 0U);

  auto shared = Arc<Disk>::init(GFP_KERNEL, Disk::init);
  REQUIRE(shared.is_ok());
  shared.value()->flush();
  EXPECT_EQ(shared.value()->ticks(), 1);
  EXPECT_EQ(shared.value()->use().value(), 0U);
}

}  // namespace

KTAP_MODULE(init_test, placed_gives_access, placed_destroys_what_nobody_takes,
            placed_hands_its_object_over, slot_can_be_passed_on, slot_that_nobody_uses,
            members_in_a_box, members_in_an_arc, members_of_members_and_of_bases,
            members_can_be_changed, members_that_c_code_knows);
