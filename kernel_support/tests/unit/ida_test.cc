// SPDX-License-Identifier: GPL-2.0
//
// What happens when memory runs out is in tests/guest/out_of_memory.
// Not swept: ida_alloc_range() of the kernel loses a bitmap when the XArray has no memory for it.
#include <kernel/alloc/kvec.hpp>
#include <kernel/ida.hpp>
#include <kernel/ktap.hpp>
#include <kernel/sync/arc.hpp>

using kernel::Arc;
using kernel::GFP_ATOMIC;
using kernel::GFP_KERNEL;
using kernel::GFP_NOWAIT;
using kernel::Id;
using kernel::IdAllocator;
using kernel::KVec;
using kernel::Result;

namespace {

constexpr u32 kIntMax = 0x7fffffff;

static_assert(sizeof(IdAllocator) == sizeof(ida));
static_assert(!std::is_move_constructible_v<IdAllocator>);
static_assert(!std::is_copy_constructible_v<Id> && std::is_move_constructible_v<Id>);

// Takes a number and lets it go at once.
Result<u32> number_of(Result<Id> id) {
  if (id.is_err()) return id.error();
  return id.value().number();
}

}  // namespace

TEST(hands_out_the_smallest) {
  IdAllocator ids;
  EXPECT(ids.empty());
  auto zero = ids.alloc(GFP_KERNEL);
  auto one = ids.alloc(GFP_ATOMIC);
  REQUIRE(zero.is_ok() && one.is_ok());
  EXPECT_EQ(zero.value().number(), 0U);
  EXPECT_EQ(one.value().number(), 1U);
  EXPECT(!ids.empty());
  {
    auto two = ids.alloc(GFP_NOWAIT);
    REQUIRE(two.is_ok());
    EXPECT_EQ(two.value().number(), 2U);
  }
  EXPECT_EQ(number_of(ids.alloc(GFP_KERNEL)).value(), 2U);
}

TEST(takes_back) {
  IdAllocator ids;
  {
    auto id = ids.alloc(GFP_KERNEL);
    EXPECT(!ids.empty());
  }
  EXPECT(ids.empty());
}

TEST(takes_back_one_from_the_middle) {
  IdAllocator ids;
  KVec<Id> out;
  for (u32 i = 0; i < 10; ++i) {
    auto id = ids.alloc(GFP_KERNEL);
    REQUIRE(id.is_ok() && out.push(std::move(id).value(), GFP_KERNEL).is_ok());
  }
  EXPECT(out.remove(4).is_ok());
  EXPECT_EQ(number_of(ids.alloc(GFP_KERNEL)).value(), 4U);
  out.clear();
  EXPECT(ids.empty());
}

TEST(least) {
  IdAllocator ids;
  auto id = ids.alloc_min(1000, GFP_KERNEL);
  REQUIRE(id.is_ok());
  EXPECT_EQ(id.value().number(), 1000U);
  EXPECT_EQ(number_of(ids.alloc_min(1000, GFP_KERNEL)).value(), 1001U);
  EXPECT_EQ(number_of(ids.alloc_min(0, GFP_KERNEL)).value(), 0U);
  EXPECT_EQ(number_of(ids.alloc_min(kIntMax, GFP_KERNEL)).value(), kIntMax);
  EXPECT(ids.alloc_min(kIntMax + 1, GFP_KERNEL).error() == kernel::ENOSPC);
  EXPECT(ids.alloc_min(~0U, GFP_KERNEL).error() == kernel::ENOSPC);
}

TEST(greatest) {
  IdAllocator ids;
  auto zero = ids.alloc_max(1, GFP_KERNEL);
  auto one = ids.alloc_max(1, GFP_KERNEL);
  REQUIRE(zero.is_ok() && one.is_ok());
  EXPECT(ids.alloc_max(1, GFP_KERNEL).error() == kernel::ENOSPC);
  EXPECT_EQ(number_of(ids.alloc_max(2, GFP_KERNEL)).value(), 2U);
  // as large as can be is INT_MAX
  EXPECT_EQ(number_of(ids.alloc_max(~0U, GFP_KERNEL)).value(), 2U);
}

TEST(range) {
  IdAllocator ids;
  auto first = ids.alloc_range(5, 6, GFP_KERNEL);
  auto second = ids.alloc_range(5, 6, GFP_KERNEL);
  REQUIRE(first.is_ok() && second.is_ok());
  EXPECT_EQ(first.value().number(), 5U);
  EXPECT_EQ(second.value().number(), 6U);
  EXPECT(ids.alloc_range(5, 6, GFP_KERNEL).error() == kernel::ENOSPC);
  EXPECT(ids.alloc_range(7, 6, GFP_KERNEL).error() == kernel::ENOSPC);
  EXPECT(ids.alloc_range(5000, 4000, GFP_KERNEL).error() == kernel::ENOSPC);
  EXPECT_EQ(number_of(ids.alloc_range(kIntMax, ~0U, GFP_KERNEL)).value(), kIntMax);
}

TEST(a_failure_changes_nothing) {
  IdAllocator ids;
  EXPECT(ids.alloc_range(7, 6, GFP_KERNEL).is_err());
  EXPECT(ids.empty());
}

TEST(ids_move) {
  IdAllocator ids;
  auto first = ids.alloc(GFP_KERNEL);
  auto second = ids.alloc(GFP_KERNEL);
  REQUIRE(first.is_ok() && second.is_ok());
  {
    Id moved = std::move(first).value();
    EXPECT_EQ(moved.number(), 0U);
    moved = std::move(second).value();  // 0 goes back
    EXPECT_EQ(moved.number(), 1U);
    EXPECT_EQ(number_of(ids.alloc(GFP_KERNEL)).value(), 0U);
    Id& itself = moved;
    moved = std::move(itself);
    EXPECT_EQ(moved.number(), 1U);
  }
  EXPECT(ids.empty());
}

TEST(numbers_for_c_code) {
  IdAllocator ids;
  u32 number = 0;
  {
    auto id = ids.alloc_min(42, GFP_KERNEL);
    REQUIRE(id.is_ok());
    number = std::move(id).value().into_raw();
  }
  EXPECT_EQ(number, 42U);
  EXPECT(!ids.empty());
  {
    // SAFETY: the number comes from into_raw() above.
    Id again = Id::from_raw(ids, number);
    EXPECT_EQ(again.number(), 42U);
  }
  EXPECT(ids.empty());
}

TEST(many) {
  IdAllocator ids;
  KVec<Id> out;
  // more than fit one of the kernel's blocks of 1,024 bits
  for (u32 i = 0; i < 3000; ++i) {
    auto id = ids.alloc(GFP_KERNEL);
    REQUIRE(id.is_ok());
    EXPECT_EQ(id.value().number(), i);
    REQUIRE(out.push(std::move(id).value(), GFP_KERNEL).is_ok());
  }
  out.clear();
  EXPECT(ids.empty());
}

TEST(all_taken_back) {
  IdAllocator ids;
  for (u32 i = 0; i < 2000; ++i) {
    auto id = ids.alloc(GFP_KERNEL);
    REQUIRE(id.is_ok());
    std::move(id).value().into_raw();
  }
  // SAFETY: none of the numbers has an Id any more.
  ids.take_back_all();
  EXPECT(ids.empty());
  EXPECT_EQ(number_of(ids.alloc(GFP_KERNEL)).value(), 0U);
}

// An allocator that several share, which outlives the ids that they have.
TEST(shared) {
  struct Session {
    Arc<IdAllocator> ids;
    Id id;
  };
  KVec<Session> sessions;
  {
    auto made = Arc<IdAllocator>::make(GFP_KERNEL);
    REQUIRE(made.is_ok());
    for (u32 i = 0; i < 3; ++i) {
      auto id = made.value()->alloc(GFP_KERNEL);
      REQUIRE(id.is_ok());
      REQUIRE(sessions.emplace(GFP_KERNEL, made.value(), std::move(id).value()).is_ok());
    }
  }  // the sessions have the only owners now
  EXPECT(!sessions[0].ids->empty());
  EXPECT(sessions.remove(1).is_ok());
  EXPECT_EQ(number_of(sessions[0].ids->alloc(GFP_KERNEL)).value(), 1U);
}

KTAP_MODULE(ida_test, hands_out_the_smallest, takes_back, takes_back_one_from_the_middle, least,
            greatest, range, a_failure_changes_nothing, ids_move, numbers_for_c_code, many,
            all_taken_back, shared);
