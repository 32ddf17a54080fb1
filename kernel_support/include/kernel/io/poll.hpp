// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Reading again and again until a device is ready.

#include <helpers/kernel.h>
#include <helpers/processor.h>

#include <concepts>
#include <kernel/result.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/time/delay.hpp>

namespace kernel::io {

namespace detail {

template <typename T>
struct Polled {
  using Value = T;
  static Result<T> result(T value) { return value; }
};
template <typename T>
struct Polled<Result<T>> {
  using Value = T;
  static Result<T> result(Result<T> result) { return result; }
};
/// What \p Read gives, without the Result that it may give it in.
template <typename Read>
using PolledBy = Polled<std::invoke_result_t<Read&>>;

/// A device that is ready at once costs no look at the clock. Whether there is time left is asked
/// before a read, so that one follows the deadline: who was kept from running for long has not
/// lost.
template <typename Read, typename Condition, typename Wait>
[[gnu::always_inline]] inline Result<typename PolledBy<Read>::Value> poll(Read& read,
                                                                          Condition& condition,
                                                                          Delta timeout,
                                                                          Wait wait) {
  auto first = TRY(PolledBy<Read>::result(read()));
  if (condition(std::as_const(first))) return first;
  if (timeout <= Delta::kZero) return ETIMEDOUT;
  const Instant begin = Instant::now();
  for (;;) {
    wait();
    cpp_helper_cpu_relax();
    const bool late = begin.elapsed() >= timeout;
    auto value = TRY(PolledBy<Read>::result(read()));
    if (condition(std::as_const(value))) return value;
    if (late) return ETIMEDOUT;
  }
}

}  // namespace detail

/// Calls \p read until \p condition is true of what it gives, and sleeps for \p sleep in between.
/// Returns what was read last.
///
///     using namespace kernel::literals;
///     # int status = 0x70;
///     // A device that is done at the third look:
///     auto read = [&] { return status += 8; };
///     int done = TRY(kernel::io::read_poll_timeout(
///         read, [](int value) { return value >= 0x80; }, 50_us, 100_ms));
///     EXPECT_EQ(done, 0x80);
///     // One that never is:
///     auto never = [](int) { return false; };
///     EXPECT(kernel::io::read_poll_timeout(read, never, 50_us, 1_ms).error()
///            == kernel::ETIMEDOUT);
///
/// \p read is any function, mostly a lambda that reads a register; one that returns a Result ends
/// the polling with its error. It is called once more after the deadline, so a device that was
/// ready in time is not missed. Without time to sleep the processor is kept busy; with Delta::kMax
/// as \p timeout it waits for ever. With none, or a negative one, it reads once.
///
/// \errors #ETIMEDOUT if the condition was not true for \p timeout; those of \p read.
/// \context May sleep.
/// \wraps{linux/iopoll.h,driver-api/device-io.html}
template <std::invocable Read, typename Condition>
Result<typename detail::PolledBy<Read>::Value> read_poll_timeout(Read&& read, Condition&& condition,
                                                                 Delta sleep,
                                                                 Delta timeout) KERNEL_MAY_SLEEP {
  cpp_helper_might_sleep();
  return detail::poll(read, condition, timeout, [sleep]() KERNEL_NOT_ANALYSED {
    if (sleep > Delta::kZero) fsleep(sleep);
  });
}

/// The same where nothing may sleep: the processor is kept busy for \p delay in between, at most a
/// millisecond at a time.
///
///     using namespace kernel::literals;
///     # int status = 0x70;
///     auto read = [&] { return status += 8; };
///     int done = TRY(kernel::io::read_poll_timeout_atomic(
///         read, [](int value) { return value >= 0x80; }, 1_us, 100_us));
///     EXPECT_EQ(done, 0x80);
///
/// \errors #ETIMEDOUT if the condition was not true for \p timeout; those of \p read.
/// \context Any, if \p read is.
/// \wraps{linux/iopoll.h,driver-api/device-io.html}
template <std::invocable Read, typename Condition>
Result<typename detail::PolledBy<Read>::Value> read_poll_timeout_atomic(Read&& read,
                                                                        Condition&& condition,
                                                                        Delta delay,
                                                                        Delta timeout) {
  return detail::poll(read, condition, timeout, [delay] {
    if (delay > Delta::kZero) udelay(delay);
  });
}

}  // namespace kernel::io
