// SPDX-License-Identifier: GPL-2.0
//
// Not swept: its tests unwrap what they allocate, and an error there stops the kernel (bug()).
#include <kernel/bitmap.hpp>
#include <kernel/ktap.hpp>

#include "failing_allocator.hpp"

using kernel::BasicBitmapVec;
using kernel::Bitmap;
using kernel::BitmapRef;
using kernel::BitmapVec;
using kernel::GFP_KERNEL;
using kernel::testing::FailingAllocator;
using kernel::testing::for_each_failure;

namespace {

using FailingVec = BasicBitmapVec<FailingAllocator>;

static_assert(sizeof(Bitmap<1>) == sizeof(long));
static_assert(sizeof(Bitmap<130>) == kernel::detail::words_of(130) * sizeof(long));
static_assert(sizeof(BitmapVec) == 2 * sizeof(long));
static_assert(sizeof(BitmapRef) == 2 * sizeof(long));
static_assert(std::is_trivially_destructible_v<Bitmap<8>>);
static_assert(std::is_trivially_copyable_v<Bitmap<8>>);
static_assert(!std::is_copy_constructible_v<BitmapVec>);

constinit Bitmap<40> global_bits;

constexpr size_t kLong = 8 * sizeof(long);

// What every bitmap of more than four bits does, whatever its kind.
template <typename B>
void check_single_bits(kernel::ktap::Test& test, B& bits) {
  size_t last = bits.size() - 1;
  EXPECT(!bits.test(0) && !bits.test(last));

  bits.set(0);
  bits.set(last);
  EXPECT(bits.test(0) && !bits.test(1) && bits.test(last));
  EXPECT_EQ(bits.count(), 2UL);
  bits.clear(0);
  EXPECT(!bits.test(0) && bits.test(last));
  bits.clear(0);
  EXPECT_EQ(bits.count(), 1UL);

  EXPECT(bits.test_and_set(last));
  EXPECT(!bits.test_and_set(2));
  EXPECT(bits.test_and_clear(2));
  EXPECT(!bits.test_and_clear(2));
  EXPECT(bits.test(last) && !bits.test(2));
  bits.clear(last);
  EXPECT(bits.none());
}

template <typename B>
void check_atomic_bits(kernel::ktap::Test& test, const B& bits) {
  size_t last = bits.size() - 1;
  bits.set_atomic(1);
  bits.set_atomic(last);
  EXPECT(bits.test(1) && bits.test(last));
  EXPECT_EQ(bits.count(), 2UL);
  bits.clear_atomic(1);
  EXPECT(!bits.test(1));
  EXPECT(bits.test_and_set_atomic(last));
  EXPECT(!bits.test_and_set_atomic(3));
  EXPECT(bits.test_and_clear_atomic(3));
  EXPECT(!bits.test_and_clear_atomic(3));
  EXPECT(bits.test_and_clear_atomic(last));
  EXPECT(bits.none());
}

template <typename B>
void check_search(kernel::ktap::Test& test, B& bits) {
  size_t size = bits.size();
  EXPECT(!bits.next_bit(0) && !bits.last_bit());
  EXPECT(bits.next_zero_bit(0) == 0UL);

  bits.set(2);
  bits.set(size - 1);
  EXPECT(bits.next_bit(0) == 2UL);
  EXPECT(bits.next_bit(2) == 2UL);
  EXPECT(bits.next_bit(3) == size - 1);
  EXPECT(bits.last_bit() == size - 1);
  EXPECT(bits.next_zero_bit(2) == 3UL);
  EXPECT(!bits.next_zero_bit(size - 1));

  // beyond the end nothing is found
  EXPECT(!bits.next_bit(size) && !bits.next_zero_bit(size));
  EXPECT(!bits.next_bit(size + 1000) && !bits.next_zero_bit(size + 1000));
  EXPECT(!bits.next_bit(~0UL) && !bits.next_zero_bit(~0UL));

  bits.clear(size - 1);
  EXPECT(bits.last_bit() == 2UL);
  bits.clear(2);
}

template <typename B>
void check_ranges(kernel::ktap::Test& test, B& bits) {
  size_t size = bits.size();
  bits.set_range(1, size - 2);
  EXPECT_EQ(bits.count(), size - 2);
  EXPECT(!bits.test(0) && bits.test(1) && bits.test(size - 2) && !bits.test(size - 1));
  EXPECT(!bits.all() && !bits.none());
  bits.clear_range(1, 2);
  EXPECT_EQ(bits.count(), size - 4);
  bits.set_range(size, 0);
  bits.clear_range(size, 0);
  bits.set_range(0, 0);
  EXPECT_EQ(bits.count(), size - 4);
  bits.set_all();
  EXPECT(bits.all());
  EXPECT_EQ(bits.count(), size);
  EXPECT(!bits.next_zero_bit(0));
  bits.clear_all();
  EXPECT(bits.none() && !bits.all());
  EXPECT_EQ(bits.count(), 0UL);
}

template <typename B>
void check_loop(kernel::ktap::Test& test, B& bits) {
  for (size_t bit : bits.set_bits()) EXPECT_EQ(bit, ~0UL);
  size_t wanted[] = {0, 3, bits.size() - 1};
  for (size_t bit : wanted) bits.set(bit);
  size_t steps = 0;
  for (size_t bit : bits.set_bits()) {
    REQUIRE(steps < 3);
    EXPECT_EQ(bit, wanted[steps]);
    bits.clear(bit);
    ++steps;
  }
  EXPECT_EQ(steps, 3UL);
  EXPECT(bits.none());
}

template <typename B>
void check_all(kernel::ktap::Test& test, B& bits) {
  check_single_bits(test, bits);
  check_atomic_bits(test, bits);
  check_search(test, bits);
  check_ranges(test, bits);
  check_loop(test, bits);
}

template <size_t bits>
void check_fixed(kernel::ktap::Test& test) {
  Bitmap<bits> bitmap;
  EXPECT_EQ(bitmap.size(), bits);
  check_all(test, bitmap);
}

// Leaves an object that was moved from to be looked at.
void move_to(FailingVec& to, FailingVec& from) { to = std::move(from); }

void check_vec(kernel::ktap::Test& test, size_t size) {
  auto bitmap = FailingVec::make(size, GFP_KERNEL);
  REQUIRE(bitmap.is_ok());
  EXPECT_EQ(bitmap.value().size(), size);
  check_all(test, bitmap.value());
}

}  // namespace

TEST(fixed_size) {
  check_fixed<5>(test);
  check_fixed<kLong - 1>(test);
  check_fixed<kLong>(test);
  check_fixed<kLong + 1>(test);
  check_fixed<3 * kLong>(test);
  check_fixed<1000>(test);
}

TEST(one_bit) {
  Bitmap<1> bit;
  EXPECT(bit.none());
  bit.set(0);
  EXPECT(bit.all());
  EXPECT(bit.last_bit() == 0UL);
}

TEST(fixed_size_is_copied) {
  Bitmap<100> bits;
  bits.set(99);
  Bitmap<100> copied = bits;
  EXPECT(copied == bits);
  copied.set(5);
  EXPECT(!bits.test(5));
  EXPECT(copied != bits);
  bits = copied;
  EXPECT(bits == copied);
}

TEST(static_bitmap) {
  global_bits.set_atomic(39);
  EXPECT(global_bits.last_bit() == 39UL);
  global_bits.clear_all();
}

TEST(run_time_size) {
  FailingAllocator::reset();
  for (size_t size : {5UL, kLong - 1, kLong, kLong + 1, 3 * kLong, 1000UL}) check_vec(test, size);
  EXPECT(FailingAllocator::clean());
}

TEST(small_ones_need_no_memory) {
  FailingAllocator::reset();
  EXPECT(FailingVec::make(FailingVec::kMaxInline, GFP_KERNEL).is_ok());
  EXPECT_EQ(FailingAllocator::calls(), 0UL);
  EXPECT(FailingVec::make(FailingVec::kMaxInline + 1, GFP_KERNEL).is_ok());
  EXPECT_EQ(FailingAllocator::calls(), 1UL);
  EXPECT(FailingAllocator::clean());
}

TEST(no_bits) {
  auto bits = BitmapVec::make(0, GFP_KERNEL);
  REQUIRE(bits.is_ok());
  EXPECT_EQ(bits.value().size(), 0UL);
  EXPECT_EQ(bits.value().count(), 0UL);
  EXPECT(bits.value().none() && bits.value().all());
  EXPECT(!bits.value().next_bit(0) && !bits.value().next_zero_bit(0) && !bits.value().last_bit());
  for (size_t bit : bits.value().set_bits()) EXPECT_EQ(bit, ~0UL);
}

TEST(impossible_sizes) {
  EXPECT(BitmapVec::make(1UL << 31, GFP_KERNEL).error() == kernel::ENOMEM);
  EXPECT(BitmapVec::make(0x7fffffff, GFP_KERNEL).error() == kernel::ENOMEM);
  EXPECT(BitmapVec::make(~0UL, GFP_KERNEL).error() == kernel::ENOMEM);
}

TEST(large_ones) {
  auto bits = BasicBitmapVec<kernel::KVmalloc>::make(100'000'000, GFP_KERNEL);
  REQUIRE(bits.is_ok());
  bits.value().set(99'999'999);
  EXPECT(bits.value().next_bit(0) == 99'999'999UL);
}

TEST(vec_moves) {
  FailingAllocator::reset();
  for (size_t size : {40UL, 400UL}) {
    auto made = FailingVec::make(size, GFP_KERNEL);
    auto made_too = FailingVec::make(300, GFP_KERNEL);
    REQUIRE(made.is_ok() && made_too.is_ok());
    FailingVec bits = std::move(made).value();
    FailingVec other = std::move(made_too).value();
    bits.set(39);
    other.set(299);
    move_to(other, bits);
    // NOLINTNEXTLINE(clang-analyzer-cplusplus.Move): it has no bits, and may be asked
    EXPECT_EQ(bits.size(), 0UL);
    EXPECT_EQ(other.size(), size);
    EXPECT(other.last_bit() == 39UL);
    move_to(other, other);
    EXPECT(other.last_bit() == 39UL);
  }
  EXPECT(FailingAllocator::clean());
}

TEST(vec_is_cloned) {
  FailingAllocator::reset();
  for (size_t size : {0UL, 40UL, 400UL}) {
    auto bits = FailingVec::make(size, GFP_KERNEL);
    REQUIRE(bits.is_ok());
    if (size) bits.value().set(size - 1);
    auto cloned = bits.value().clone(GFP_KERNEL);
    REQUIRE(cloned.is_ok());
    EXPECT(cloned.value() == bits.value());
    if (size) cloned.value().clear(size - 1);
    EXPECT_EQ(cloned.value() == bits.value(), size == 0);
  }
  EXPECT(FailingAllocator::clean());
}

TEST(vec_out_of_memory) {
  FailingAllocator::reset();
  auto make_and_clone = [&] {
    auto bits = FailingVec::make(400, GFP_KERNEL);
    if (FailingAllocator::failed()) {
      EXPECT(bits.is_err() && bits.error() == kernel::ENOMEM);
      return;
    }
    bits.value().set(7);
    auto cloned = bits.value().clone(GFP_KERNEL);
    if (FailingAllocator::failed()) {
      EXPECT(cloned.is_err() && cloned.error() == kernel::ENOMEM);
      EXPECT(bits.value().count() == 1UL && bits.value().test(7));
    }
  };
  EXPECT_EQ(for_each_failure<FailingAllocator>(make_and_clone), 2UL);
  EXPECT(FailingAllocator::clean());
}

TEST(equality) {
  Bitmap<70> left;
  auto right = BitmapVec::make(70, GFP_KERNEL);
  REQUIRE(right.is_ok());
  EXPECT(left == right.value() && right.value() == left);
  left.set(69);
  EXPECT(left != right.value());
  right.value().set(69);
  EXPECT(left == right.value());
  Bitmap<71> longer;
  longer.set(69);
  EXPECT(!(left == longer));
}

TEST(equality_ignores_what_is_behind_the_last_bit) {
  unsigned long left[] = {0xff, ~0UL};
  unsigned long right[] = {0xff, 7};
  EXPECT(BitmapRef::from_raw(left, kLong + 3) == BitmapRef::from_raw(right, kLong + 3));
  EXPECT(BitmapRef::from_raw(left, kLong + 4) != BitmapRef::from_raw(right, kLong + 4));
}

TEST(copies_to_a_longer_one) {
  auto longer = BitmapVec::make(256, GFP_KERNEL);
  auto shorter = BitmapVec::make(32, GFP_KERNEL);
  REQUIRE(longer.is_ok() && shorter.is_ok());
  longer.value().set(3);
  longer.value().set(200);
  shorter.value().set(17);
  longer.value().copy_and_extend(shorter.value());
  EXPECT(longer.value().next_bit(0) == 17UL);
  EXPECT(longer.value().last_bit() == 17UL);
}

TEST(copies_to_a_shorter_one) {
  Bitmap<100> longer;
  longer.set(9);
  longer.set(80);
  Bitmap<10> shorter;
  shorter.set(1);
  shorter.copy_and_extend(longer);
  EXPECT(shorter.next_bit(0) == 9UL);
  EXPECT_EQ(shorter.count(), 1UL);
  Bitmap<100> same;
  same.copy_and_extend(longer);
  EXPECT(same == longer);
}

TEST(bits_of_c_code) {
  unsigned long words[2] = {0, 0};
  BitmapRef bits = BitmapRef::from_raw(words, 2 * kLong);
  EXPECT_EQ(bits.size(), 2 * kLong);
  EXPECT(!bits.next_bit(0));
  bits.set(kLong + 1);
  EXPECT_EQ(words[1], 2UL);
  bits.clear(kLong + 1);
  check_all(test, bits);

  unsigned long word = 0xff;
  BitmapRef full = BitmapRef::from_raw(&word, 8);
  EXPECT(!full.next_zero_bit(0));
  EXPECT(full.all());
}

TEST(example_of_rust_bitmap_vec) {
  auto made = BitmapVec::make(16, GFP_KERNEL);
  REQUIRE(made.is_ok());
  BitmapVec bits = std::move(made).value();
  EXPECT_EQ(bits.size(), 16UL);
  for (size_t i = 0; i < 16; ++i)
    if (i % 4 == 0) bits.set(i);
  EXPECT(bits.next_bit(0) == 0UL);
  EXPECT(bits.next_zero_bit(0) == 1UL);
  EXPECT(bits.next_bit(1) == 4UL);
  EXPECT(bits.next_zero_bit(4) == 5UL);
  EXPECT(bits.last_bit() == 12UL);
}

TEST(example_of_rust_set_clear_find) {
  auto made = BitmapVec::make(128, GFP_KERNEL);
  REQUIRE(made.is_ok());
  BitmapVec bits = std::move(made).value();
  EXPECT(!bits.next_bit(0) && bits.next_zero_bit(0) == 0UL && !bits.last_bit());
  bits.set(17);
  EXPECT(bits.next_bit(0) == 17UL && bits.next_bit(17) == 17UL && !bits.next_bit(18));
  EXPECT(bits.last_bit() == 17UL);
  bits.set(107);
  EXPECT(bits.next_bit(0) == 17UL && bits.next_bit(17) == 17UL && bits.next_bit(18) == 107UL);
  EXPECT(bits.last_bit() == 107UL);
  bits.clear(17);
  EXPECT(bits.next_bit(0) == 107UL && bits.last_bit() == 107UL);
}

KTAP_MODULE(bitmap_test, fixed_size, one_bit, fixed_size_is_copied, static_bitmap, run_time_size,
            small_ones_need_no_memory, no_bits, impossible_sizes, large_ones, vec_moves,
            vec_is_cloned, vec_out_of_memory, equality,
            equality_ignores_what_is_behind_the_last_bit, copies_to_a_longer_one,
            copies_to_a_shorter_one, bits_of_c_code, example_of_rust_bitmap_vec,
            example_of_rust_set_clear_find);
