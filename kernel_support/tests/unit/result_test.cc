// SPDX-License-Identifier: GPL-2.0
#include <kernel/alloc/kvec.hpp>
#include <kernel/ktap.hpp>
#include <kernel/result.hpp>

using kernel::Error;
using kernel::Result;

namespace {

static_assert(sizeof(Result<void>) == sizeof(int));
static_assert(sizeof(Result<int>) == 2 * sizeof(int));
static_assert(std::is_trivially_copyable_v<Result<int>>, "returned in a register");

Result<int> half(int number) {
  if (number % 2) return kernel::EINVAL;
  return number / 2;
}

Result<int> quarter(int number) {
  int halved = TRY(half(number));
  return TRY(half(halved));
}

Result<void> must_be_even(int number) {
  TRY(half(number));
  return {};
}

// Counts the objects there are, and can be moved.
struct Counted {
  static constinit int alive;
  explicit Counted(int number) : number(number) { ++alive; }
  Counted(Counted&& other) : number(other.number) {
    other.number = -1;
    ++alive;
  }
  ~Counted() { --alive; }
  int number;
};
constinit int Counted::alive = 0;

// Cannot be moved: it points to itself.
struct Pinned {
  explicit Pinned(int number) : self(this), number(number) {}
  Pinned(const Pinned&) = delete;
  Pinned* self;
  int number;
};

Result<Counted> make_counted(int number) {
  if (number < 0) return kernel::ERANGE;
  return Counted(number);
}

Result<Pinned> make_pinned(int number) {
  if (number < 0) return kernel::ERANGE;
  return {std::in_place, number};
}

}  // namespace

TEST(holds_a_value) {
  Result<int> result = half(8);
  EXPECT(result.is_ok());
  EXPECT(!result.is_err());
  EXPECT_EQ(result.value(), 4);
}

TEST(holds_values_that_look_like_errors) {
  EXPECT_EQ(half(-24).value(), -12);
  Result<long> lowest = -9223372036854775807L - 1;
  EXPECT(lowest.is_ok());
  EXPECT_EQ(lowest.value(), -9223372036854775807L - 1);
}

TEST(holds_an_error) {
  Result<int> result = half(7);
  EXPECT(result.is_err());
  EXPECT_EQ(result.error(), kernel::EINVAL);
}

TEST(try_passes_values_on) { EXPECT_EQ(quarter(12).value(), 3); }

TEST(try_returns_the_error) {
  EXPECT_EQ(quarter(7).error(), kernel::EINVAL);
  EXPECT_EQ(quarter(6).error(), kernel::EINVAL);
  EXPECT(must_be_even(2).is_ok());
  EXPECT_EQ(must_be_even(3).error(), kernel::EINVAL);
}

TEST(try_moves_and_destroys) {
  auto take = [](int number) -> Result<int> {
    Counted counted = TRY(make_counted(number));
    return counted.number + Counted::alive;
  };
  EXPECT_EQ(take(10).value(), 11);
  EXPECT_EQ(take(-1).error(), kernel::ERANGE);
  EXPECT_EQ(Counted::alive, 0);
}

TEST(destroys_its_value_once) {
  {
    Result<Counted> result = make_counted(5);
    EXPECT_EQ(Counted::alive, 1);
    Result<Counted> moved = std::move(result);
    EXPECT_EQ(moved.value().number, 5);
    EXPECT_EQ(Counted::alive, 2);
  }
  EXPECT_EQ(Counted::alive, 0);
  {
    Result<Counted> result = make_counted(-5);
    EXPECT_EQ(Counted::alive, 0);
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(builds_in_place_what_cannot_move) {
  Result<Pinned> result = make_pinned(3);
  REQUIRE(result.is_ok());
  EXPECT(result.value().self == &result.value());
  EXPECT_EQ(result.value().number, 3);
  EXPECT_EQ(make_pinned(-3).error(), kernel::ERANGE);
}

TEST(value_or_falls_back) {
  EXPECT_EQ(half(8).value_or(99), 4);
  EXPECT_EQ(half(7).value_or(99), 99);
}

TEST(and_then_and_transform_chain) {
  EXPECT_EQ(half(12).and_then(half).value(), 3);
  EXPECT_EQ(half(7).and_then(half).error(), kernel::EINVAL);
  EXPECT_EQ(half(6).and_then(half).error(), kernel::EINVAL);
  EXPECT_EQ(half(8).transform([](int number) { return number * 100L; }).value(), 400L);
  EXPECT(half(7).transform([](int) {}).is_err());
  int seen = 0;
  EXPECT(half(8).transform([&](int number) { seen = number; }).is_ok());
  EXPECT_EQ(seen, 4);
  EXPECT(must_be_even(2).and_then([] { return must_be_even(4); }).is_ok());
  EXPECT(must_be_even(2).and_then([] { return must_be_even(5); }).is_err());
}

TEST(to_result_follows_c) {
  EXPECT(kernel::to_result(0).is_ok());
  EXPECT(kernel::to_result(5).is_ok());
  EXPECT_EQ(kernel::to_result(-12).error(), kernel::ENOMEM);
  EXPECT_EQ(kernel::to_result(-5000).error(), kernel::EINVAL);
  EXPECT_EQ(kernel::to_result(-12).to_errno(), -12);
  EXPECT_EQ(kernel::to_result(0).to_errno(), 0);
}

TEST(from_err_ptr_follows_c) {
  int object = 1;
  EXPECT(kernel::from_err_ptr(&object).value() == &object);
  EXPECT_EQ(kernel::from_err_ptr(kernel::ENOMEM.to_ptr<int>()).error(), kernel::ENOMEM);
  EXPECT_EQ(kernel::from_err_ptr(Error::from_errno(-4095).to_ptr<int>()).error().to_errno(), -4095);
  EXPECT(kernel::from_err_ptr(reinterpret_cast<int*>(-4096L)).is_ok());
  EXPECT(kernel::from_err_ptr(static_cast<int*>(nullptr)).value() == nullptr);
}

TEST(a_result_that_goes_gives_its_value) {
  auto numbers = [] { return kernel::KVec<int>::from_elem(5, 8, kernel::GFP_KERNEL); };
  int sum = 0;
  for (int number : numbers().value()) sum += number;
  EXPECT_EQ(sum, 40);
  auto&& kept = numbers().value();
  EXPECT(kept.size() == 8 && kept[7] == 5);
  EXPECT_EQ(numbers().value().size(), 8UL);
  static_assert(std::is_same_v<decltype(numbers().value()), kernel::KVec<int>>);
  static_assert(std::is_same_v<decltype(half(8).value()), int>);
}

// A result is no condition: success and a value that is true are not the same.
static_assert(!std::is_constructible_v<bool, Result<int>>);
static_assert(!std::is_constructible_v<bool, Result<bool>&>);
static_assert(!std::is_constructible_v<bool, Result<void>>);

KTAP_MODULE(result_test, holds_a_value, holds_values_that_look_like_errors, holds_an_error,
            try_passes_values_on, try_returns_the_error, try_moves_and_destroys,
            destroys_its_value_once, builds_in_place_what_cannot_move, value_or_falls_back,
            and_then_and_transform_chain, to_result_follows_c, from_err_ptr_follows_c,
            a_result_that_goes_gives_its_value);
