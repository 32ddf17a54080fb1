// SPDX-License-Identifier: GPL-2.0
//
// Spans, moments and ticks. Nothing here asserts how long something took.
#include <helpers/math64.h>

#include <kernel/fmt/format.hpp>
#include <kernel/ktap.hpp>
#include <kernel/time.hpp>

using kernel::Delta;
using kernel::Instant;
using kernel::Jiffies;
using namespace kernel::literals;

namespace {

// Hides a value from the compiler, which would compute with it before the module runs.
template <typename T>
T hidden(T value) {
  asm("" : "+r"(value));
  return value;
}

static_assert(sizeof(Delta) == sizeof(s64) && sizeof(Jiffies) == sizeof(long));
static_assert(std::is_trivially_copyable_v<Instant> && sizeof(Instant) == sizeof(s64));

static_assert(1_s == 1000_ms && 1_ms == 1000_us && 1_us == 1000_ns && 0_s == Delta());
static_assert(Delta::from_secs(-2).as_millis() == -2000);
static_assert(-1_s < 0_s && 999_ms < 1_s && (-1_ns).is_negative() && (0_ns).is_zero());
static_assert(9'223'372'036_s < Delta::kMax && Delta::kMin < -9'223'372'036_s);

// A span of time and a number of something do not mix.
template <typename T, typename U>
concept Adds = requires(T left, U right) {
  left + right;
};
template <typename T, typename U>
concept Subtracts = requires(T left, U right) {
  left - right;
};
template <typename T, typename U>
concept Compares = requires(T left, U right) {
  left < right;
};
using BootInstant = kernel::BasicInstant<kernel::clock::BootTime>;
static_assert(Adds<Delta, Delta> && !Adds<Delta, int> && !Adds<Delta, Jiffies>);
static_assert(!std::is_convertible_v<int, Delta> && !std::is_convertible_v<Delta, s64>);
static_assert(!std::is_convertible_v<Delta, Jiffies> && !std::is_convertible_v<long, Jiffies>);
static_assert(Adds<Instant, Delta> && !Adds<Instant, Instant>);
static_assert(Subtracts<Instant, Instant> && !Subtracts<Instant, BootInstant>);
static_assert(Compares<Instant, Instant> && !Compares<Instant, BootInstant>);
static_assert(!Compares<Instant, Delta> && !Compares<Delta, int>);

TEST(units) {
  Delta delta = Delta::from_micros(hidden(s64{1'500'500}));
  EXPECT_EQ(delta.as_nanos(), 1'500'500'000);
  EXPECT_EQ(delta.as_micros(), 1'500'500);
  EXPECT_EQ(delta.as_millis(), 1500);
  EXPECT_EQ(delta.as_secs(), 1);
  EXPECT_EQ(delta.as_millis_ceil(), 1501);
  EXPECT_EQ(Delta::from_nanos(hidden(s64{1})).as_micros_ceil(), 1);
  EXPECT_EQ(Delta::from_nanos(hidden(s64{1000})).as_micros_ceil(), 1);
  EXPECT_EQ(Delta::from_nanos(hidden(s64{1001})).as_micros_ceil(), 2);
  EXPECT_EQ(Delta::from_nanos(hidden(s64{0})).as_micros_ceil(), 0);
  EXPECT_EQ(Delta::from_nanos(hidden(s64{-1500})).as_micros_ceil(), -1);
  EXPECT_EQ(Delta::from_nanos(hidden(s64{-1500})).as_micros(), -1);
  EXPECT_EQ(Delta::kMax.as_micros_ceil(), 9'223'372'036'854'776);
  EXPECT(Delta::from_secs(hidden(s64{3})) == 3_s);
  EXPECT(Delta::from_millis(hidden(s64{-3})) == -3_ms);
  EXPECT(Delta::from_nanos(hidden(s64{7})) == 7_ns);
}

TEST(arithmetic) {
  Delta delta = hidden(2500_ms);
  EXPECT(delta + 500_ms == 3_s);
  EXPECT(delta - 3_s == -500_ms);
  EXPECT(-delta == Delta::from_millis(-2500));
  EXPECT(delta * 2 == 5_s);
  EXPECT(2 * delta == 5_s);
  EXPECT(delta / 5 == 500_ms);
  EXPECT(delta / hidden(s64{-5}) == -500_ms);
  EXPECT_EQ(delta / 1_s, 2);
  EXPECT(delta % 1_s == 500_ms);
  EXPECT(-delta % 1_s == -500_ms);
  delta += 1_s;
  delta *= 2;
  delta -= 1_s;
  delta /= 3;
  EXPECT(delta == 2_s);
  EXPECT(delta > 1999_ms);
  EXPECT(delta <= 2_s);
}

// What divides where a register has 32 bits. All machines have the function.
TEST(division_of_narrow_machines) {
  EXPECT_EQ(cpp_helper_div64_s64(hidden(s64{7'000'000'000}), 2), 3'500'000'000);
  EXPECT_EQ(cpp_helper_div64_s64(hidden(s64{-7'000'000'000}), 3'000'000'000), -2);
}

// As promised by rust/kernel's Delta, and for sums too.
TEST(limits) {
  const s64 most = hidden(Delta::kMax).as_nanos();
  EXPECT(Delta::from_secs(most) == Delta::kMax);
  EXPECT(Delta::from_secs(-most) == Delta::kMin);
  EXPECT(Delta::from_millis(hidden(s64{9'223'372'036'854})) < Delta::kMax);
  EXPECT(Delta::from_millis(hidden(s64{9'223'372'036'855})) == Delta::kMax);
  EXPECT(Delta::from_micros(hidden(s64{-9'223'372'036'854'776})) == Delta::kMin);
  const Delta longest = hidden(Delta::kMax);
  const Delta shortest = hidden(Delta::kMin);
  EXPECT(longest + 1_ns == Delta::kMax);
  EXPECT(longest - -1_ns == Delta::kMax);
  EXPECT(shortest - 1_ns == Delta::kMin);
  EXPECT(shortest + -1_ns == Delta::kMin);
  EXPECT(-shortest == Delta::kMax);
  EXPECT(shortest / hidden(s64{-1}) == Delta::kMax);
  EXPECT(longest * 2 == Delta::kMax);
  EXPECT(longest * -2 == Delta::kMin);
  EXPECT(shortest * -2 == Delta::kMax);
  EXPECT(longest + shortest == -1_ns);
}

TEST(printing) {
  kernel::fmt::Buffer<64> text;
  EXPECT(text.write(FMT("{} {} {:6}", 1500_us, -1_ns, 5_ns)).is_ok());
  EXPECT(text.str() == "1500000 ns -1 ns      5 ns");
}

template <typename C>
void read_clock(kernel::ktap::Test& test) {
  using Moment = kernel::BasicInstant<C>;
  const Moment first = Moment::now();
  EXPECT(first.as_nanos() > 0);
  EXPECT(first + 1_s > first);
  EXPECT((first + 1_s) - first == 1_s);
  EXPECT(first + 1_s - 1_s == first);
  EXPECT((first + Delta::kMax).as_nanos() == Delta::kMax.as_nanos());
  EXPECT((first - Delta::kMax).as_nanos() == 0);
  EXPECT((first + Delta::kMin).as_nanos() == 0);
}

TEST(clocks) {
  read_clock<kernel::clock::Monotonic>(test);
  read_clock<kernel::clock::BootTime>(test);
  read_clock<kernel::clock::RealTime>(test);
  read_clock<kernel::clock::Tai>(test);
  const Instant first = Instant::now();
  EXPECT(!first.elapsed().is_negative());
  EXPECT(Instant::now() >= first);
  // Boot time includes what the monotonic clock leaves out.
  EXPECT(BootInstant::now().as_nanos() >= first.as_nanos());
}

TEST(ticks) {
  const s64 hz = bindings::HZ;
  EXPECT(Jiffies(hidden(1_s)).as_raw() == hz);
  EXPECT(Jiffies(hidden(0_s)).is_zero());
  EXPECT(Jiffies(hidden(-1_s)).is_zero());
  EXPECT(Jiffies(hidden(Delta::kMin)).is_zero());
  // Rounded up, so that nobody waits for less than was asked.
  EXPECT(Jiffies(hidden(1_ns)).as_raw() == 1);
  EXPECT(Jiffies(hidden(1_s + 1_ns)).as_raw() == hz + 1);
  EXPECT(Jiffies(hidden(1_s - 1_ns)).as_raw() == hz);
  EXPECT(Jiffies(hidden(Delta::kMax)) == Jiffies::kMax);
  EXPECT(Jiffies(hidden(Delta::kMax - 1_ns)) < Jiffies::kMax);
  EXPECT(Jiffies::kMax.as_raw() == bindings::MAX_SCHEDULE_TIMEOUT);
  EXPECT(Jiffies::from_raw(hidden(3UL * hz)).as_delta() == 3_s);
  EXPECT(Jiffies::from_raw(1).as_delta() * hz == 1_s);
  EXPECT(Jiffies::kMax.as_delta() == Delta::kMax);
  EXPECT(Jiffies::from_raw(Jiffies::kMax.as_raw() - 1).as_delta() == Delta::kMax);
  EXPECT((Jiffies(2_s) - Jiffies(1_s)).as_delta() == 1_s);
}

TEST(ticks_wrap_around) {
  const Jiffies before = Jiffies::from_raw(hidden(~0UL));
  const Jiffies after = before + Jiffies::from_raw(2);
  EXPECT_EQ(after.as_raw(), 1UL);
  EXPECT(before < after);
  EXPECT(after > before);
  EXPECT(after >= before);
  EXPECT(before <= before);
  EXPECT(before != after);
  EXPECT((after - before).as_raw() == 2);
  const Jiffies now = Jiffies::now();
  EXPECT(Jiffies::now() >= now);
  EXPECT(now + Jiffies(1_s) > now);
}

}  // namespace

KTAP_MODULE(time_test, units, arithmetic, division_of_narrow_machines, limits, printing, clocks,
            ticks, ticks_wrap_around);
