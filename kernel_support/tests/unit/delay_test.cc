// SPDX-License-Identifier: GPL-2.0
//
// What lets time pass. That a sleep is not too short is a promise and tested; how much too long it
// is, is not. A delay makes no such promise.
#include <kernel/ktap.hpp>
#include <kernel/thread.hpp>
#include <kernel/time/delay.hpp>

using kernel::Delta;
using kernel::GFP_KERNEL;
using kernel::Instant;
using kernel::Thread;
using kernel::ThreadStop;
using namespace kernel::literals;

namespace {

template <typename T>
T hidden(T value) {
  asm("" : "+r"(value));
  return value;
}

template <typename F>
Delta measure(F&& function) {
  const Instant begin = Instant::now();
  function();
  return begin.elapsed();
}

// The longest of a few, for what counts in ticks. That is too short if the tick it begins with came
// late, as where the host of a virtual machine was busy: not five times.
template <typename F>
Delta measure_ticks(F&& function) {
  Delta longest;
  for (int i = 0; i < 5; ++i)
    if (const Delta slept = measure(function); slept > longest) longest = slept;
  return longest;
}

TEST(sleeps_long_enough) {
  for (Delta delta : {11_us, 150_us}) EXPECT(measure([=] { kernel::fsleep(delta); }) >= delta);
  for (Delta delta : {20_ms, 21_ms}) EXPECT(measure_ticks([=] { kernel::fsleep(delta); }) >= delta);
  EXPECT(measure([] { kernel::fsleep(30_us); }) >= 30_us);
  EXPECT(measure_ticks([] { kernel::msleep(3_ms); }) >= 3_ms);
  EXPECT(measure_ticks([] { kernel::msleep(1_ns); }) >= 1_ns);
}

// None of these may end up as a very long time.
TEST(negative_is_none) {
  kernel::fsleep(hidden(Delta::kMin));
  kernel::fsleep(-1_ns);
  kernel::msleep(hidden(Delta::kMin));
  EXPECT(kernel::msleep_interruptible(hidden(-1_s)).is_zero());
  kernel::udelay(hidden(Delta::kMin));
  kernel::ndelay(hidden(Delta::kMin));
  kernel::ndelay(-1_ns);
}

TEST(delays) {
  kernel::fsleep(1_ns);
  kernel::fsleep(10_us);
  kernel::udelay(3_us);
  kernel::udelay(hidden(3_us));
  kernel::udelay(hidden(Delta::kMax));
  kernel::udelay(20_ms);  // of C's udelay() no constant may be that long
  kernel::ndelay(300_ns);
  kernel::ndelay(hidden(300_ns));
  kernel::ndelay(20_us);
  kernel::ndelay(hidden(Delta::kMax));
}

TEST(nobody_interrupts) {
  EXPECT(measure_ticks([] { (void)kernel::msleep_interruptible(5_ms); }) >= 5_ms);
  EXPECT(kernel::msleep_interruptible(1_ms).is_zero());
}

// The longest sleep, which a signal ends.
TEST(signal_interrupts) {
  auto thread = Thread::spawn(GFP_KERNEL, "interrupted", [](ThreadStop& stop) {
    stop.allow_signal(kernel::Signal::Usr1);
    const Delta left = kernel::msleep_interruptible(Delta::kMax);
    const bool had_signal = stop.has_signal();
    stop.clear_signals();
    stop.wait();
    return left > 24 * 86400_s && had_signal ? 1 : 2;
  });
  REQUIRE(thread.is_ok());
  // It may not have got to allow_signal() yet, so more than one may be needed.
  for (int i = 0; i < 20; ++i) {
    kernel::msleep(10_ms);
    thread.value().send_signal(kernel::Signal::Usr1);
  }
  EXPECT_EQ(std::move(thread).value().stop(), 1);
}

}  // namespace

KTAP_MODULE(delay_test, sleeps_long_enough, negative_is_none, delays, nobody_interrupts,
            signal_interrupts);
