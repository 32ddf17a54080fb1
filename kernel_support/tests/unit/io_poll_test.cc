// SPDX-License-Identifier: GPL-2.0
//
// Reading until a device is ready. How long that takes is not asserted, only that it is not too
// short.
#include <kernel/io/poll.hpp>
#include <kernel/ktap.hpp>

using kernel::Delta;
using kernel::Instant;
using kernel::Result;
using kernel::io::read_poll_timeout;
using kernel::io::read_poll_timeout_atomic;
using namespace kernel::literals;

namespace {

constexpr auto kNever = [](int) { return false; };
constexpr auto kAlways = [](int) { return true; };

TEST(ready_at_once) {
  int reads = 0;
  auto read = [&] { return ++reads; };
  // Also without time.
  for (Delta timeout : {1_s, Delta::kZero, -1_s, Delta::kMin, Delta::kMax}) {
    reads = 0;
    EXPECT_EQ(read_poll_timeout(read, kAlways, 1_ms, timeout).value(), 1);
    EXPECT_EQ(read_poll_timeout_atomic(read, kAlways, 1_us, timeout).value(), 2);
    EXPECT_EQ(reads, 2);
  }
}

TEST(ready_later) {
  int reads = 0;
  auto read = [&] { return ++reads; };
  auto third = [](const int& value) { return value == 3; };
  const Instant begin = Instant::now();
  EXPECT_EQ(read_poll_timeout(read, third, 11_us, Delta::kMax).value(), 3);
  EXPECT(begin.elapsed() >= 22_us);
  reads = 0;
  EXPECT_EQ(read_poll_timeout_atomic(read, third, 2_us, 10_s).value(), 3);
  reads = 0;
  EXPECT_EQ(read_poll_timeout(read, third, Delta::kZero, 10_s).value(), 3);
  reads = 0;
  EXPECT_EQ(read_poll_timeout_atomic(read, third, -5_s, 10_s).value(), 3);
}

TEST(never_ready) {
  int reads = 0;
  auto read = [&] { return ++reads; };
  const Instant begin = Instant::now();
  EXPECT(read_poll_timeout(read, kNever, 20_us, 500_us).error() == kernel::ETIMEDOUT);
  EXPECT(begin.elapsed() >= 500_us);
  EXPECT(reads >= 1);
  const Instant again = Instant::now();
  EXPECT(read_poll_timeout_atomic(read, kNever, 3_us, 300_us).error() == kernel::ETIMEDOUT);
  EXPECT(again.elapsed() >= 300_us);
  for (Delta timeout : {Delta::kZero, -1_s, Delta::kMin}) {
    reads = 0;
    EXPECT(read_poll_timeout(read, kNever, 1_us, timeout).error() == kernel::ETIMEDOUT);
    EXPECT(read_poll_timeout_atomic(read, kNever, 1_us, timeout).error() == kernel::ETIMEDOUT);
    EXPECT_EQ(reads, 2);
  }
}

// A device that was ready in time, and a thread that slept for too long.
TEST(read_after_the_deadline) {
  int reads = 0;
  auto read = [&] { return ++reads; };
  EXPECT_EQ(read_poll_timeout(
                read, [](int value) { return value == 2; }, 2_ms, 1_ms)
                .value(),
            2);
  reads = 0;
  EXPECT(read_poll_timeout(
             read, [](int value) { return value == 3; }, 2_ms, 1_ms)
             .error() == kernel::ETIMEDOUT);
  EXPECT_EQ(reads, 2);
}

TEST(error_of_a_read) {
  int reads = 0;
  auto read = [&]() -> Result<int> {
    if (++reads == 3) return kernel::EIO;
    return reads;
  };
  EXPECT(read_poll_timeout(read, kNever, 1_us, 10_s).error() == kernel::EIO);
  EXPECT_EQ(reads, 3);
  reads = 0;
  EXPECT_EQ(read_poll_timeout_atomic(
                read, [](int value) { return value == 2; }, 1_us, 10_s)
                .value(),
            2);
  EXPECT(read_poll_timeout_atomic(read, kNever, 1_us, 10_s).error() == kernel::EIO);
}

}  // namespace

KTAP_MODULE(io_poll_test, ready_at_once, ready_later, never_ready, read_after_the_deadline,
            error_of_a_read);
