// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Letting time pass, asleep or awake.

#include <helpers/delay.h>

#include <kernel/thread_safety.hpp>
#include <kernel/time.hpp>

namespace kernel {

namespace detail {

/// The most milliseconds that msleep() takes for a number and not for a mistake.
inline constexpr s64 kMaxSleepMillis = __INT_MAX__;
/// The same in microseconds, as many of them as an unsigned long holds.
inline constexpr s64 kMaxSleepMicros =
    sizeof(long) < sizeof(s64) ? static_cast<s64>(~0U) : kMaxSleepMillis * 1000;
/// How long a processor may be kept busy.
inline constexpr s64 kMaxDelayMicros = 1000;
inline constexpr s64 kMaxDelayNanos = 10'000;

constexpr s64 between(s64 least, s64 value, s64 most) {
  return value < least ? least : value > most ? most : value;
}

inline unsigned int sleep_millis(Delta delta) {
  return static_cast<unsigned int>(between(0, delta.as_millis_ceil(), kMaxSleepMillis));
}

}  // namespace detail

/// Sleeps for \p delta or somewhat longer, by the mechanism that suits its length: up to 20
/// milliseconds a high-resolution timer, above that msleep(). Up to 10 microseconds it does not
/// sleep but waits as udelay(), which may be somewhat less. It is what is meant nearly always.
///
///     using namespace kernel::literals;
///     auto begin = kernel::Instant::now();
///     kernel::fsleep(100_us);
///     EXPECT(begin.elapsed() >= 100_us);
///
/// A negative length is none. The longest is 24 days (71 minutes where a `long` has 32 bits); of
/// more it sleeps that.
///
/// \context May sleep.
/// \wraps{linux/delay.h,timers/timers-howto.html}
inline void fsleep(Delta delta) KERNEL_MAY_SLEEP {
  cpp_helper_fsleep(static_cast<unsigned long>(
      detail::between(0, delta.as_micros_ceil(), detail::kMaxSleepMicros)));
}

/// Sleeps for \p delta, rounded up to ticks, and up to a tick longer; at least for a tick.
///
///     using namespace kernel::literals;
///     kernel::msleep(1_ms);
///
/// Of more than 24 days it sleeps 24.
///
/// \context May sleep.
/// \wraps{linux/delay.h,timers/timers-howto.html}
inline void msleep(Delta delta) KERNEL_MAY_SLEEP { bindings::msleep(detail::sleep_millis(delta)); }

/// As msleep(), but a signal ends it. Returns how much was left, in whole milliseconds;
/// Delta::kZero if it slept to the end.
///
///     using namespace kernel::literals;
///     kernel::Delta left = kernel::msleep_interruptible(1_ms);
///     EXPECT(left.is_zero());
///
/// \context May sleep.
/// \wraps{linux/delay.h,timers/timers-howto.html}
inline Delta msleep_interruptible(Delta delta) KERNEL_MAY_SLEEP {
  return Delta::from_millis(
      static_cast<s64>(bindings::msleep_interruptible(detail::sleep_millis(delta))));
}

/// Keeps the processor busy for \p delta, rounded up to microseconds: for devices that need a
/// moment where nothing may sleep.
///
///     using namespace kernel::literals;
///     kernel::udelay(5_us);
///
/// A negative length is none. The longest is a millisecond; of more it waits that. The processor's
/// speed is measured, so it may be somewhat less, too.
///
/// \context Any.
/// \wraps{linux/delay.h,timers/timers-howto.html}
inline void udelay(Delta delta) {
  cpp_helper_udelay(static_cast<unsigned long>(
      detail::between(0, delta.as_micros_ceil(), detail::kMaxDelayMicros)));
}

/// The same, not rounded up. Many processors cannot wait for less than a microsecond.
///
///     using namespace kernel::literals;
///     kernel::ndelay(400_ns);
///
/// Of more than 10 microseconds it waits as udelay().
///
/// \context Any.
/// \wraps{linux/delay.h,timers/timers-howto.html}
inline void ndelay(Delta delta) {
  if (delta.as_nanos() > detail::kMaxDelayNanos) return udelay(delta);
  cpp_helper_ndelay(
      static_cast<unsigned long>(detail::between(0, delta.as_nanos(), detail::kMaxDelayNanos)));
}

}  // namespace kernel
