// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Spans of time, points in time, and the kernel's tick.

#include <helpers/jiffies.h>
#include <helpers/math64.h>
#include <helpers/timekeeping.h>

#include <compare>
#include <concepts>
#include <kernel/fmt.hpp>

namespace kernel {

namespace detail {

inline constexpr s64 kNanosPerMicro = 1'000;
inline constexpr s64 kNanosPerMilli = 1'000'000;
inline constexpr s64 kNanosPerSec = 1'000'000'000;
inline constexpr s64 kMaxNanos = __INT64_MAX__;
inline constexpr s64 kMinNanos = -kMaxNanos - 1;

constexpr s64 saturating_add(s64 left, s64 right) {
  s64 sum;
  if (__builtin_add_overflow(left, right, &sum)) [[unlikely]]
    return right < 0 ? kMinNanos : kMaxNanos;
  return sum;
}

constexpr s64 saturating_sub(s64 left, s64 right) {
  s64 difference;
  if (__builtin_sub_overflow(left, right, &difference)) [[unlikely]]
    return right < 0 ? kMaxNanos : kMinNanos;
  return difference;
}

constexpr s64 saturating_mul(s64 left, s64 right) {
  s64 product;
  if (__builtin_mul_overflow(left, right, &product)) [[unlikely]]
    return (left < 0) == (right < 0) ? kMaxNanos : kMinNanos;
  return product;
}

/// The quotient. Where a register has 32 bits, the kernel has no division for the operator.
constexpr s64 divide(s64 dividend, s64 divisor) {
  if (divisor == -1) return saturating_sub(0, dividend);
  if constexpr (sizeof(long) < sizeof(s64))
    if (!std::is_constant_evaluated()) return cpp_helper_div64_s64(dividend, divisor);
  return dividend / divisor;
}

/// The quotient, rounded up.
constexpr s64 divide_up(s64 dividend, s64 divisor) {
  s64 quotient = divide(dividend, divisor);
  return quotient + (dividend > quotient * divisor);
}

/// Cannot run while compiling, so that the compiler's message says its name.
void length_of_time_is_more_than_292_years();

consteval s64 literal_nanos(unsigned long long count, s64 unit) {
  if (count > static_cast<unsigned long long>(kMaxNanos / unit))
    length_of_time_is_more_than_292_years();
  return static_cast<s64>(count) * unit;
}

}  // namespace detail

/// A length of time, in nanoseconds; it may be negative.
///
///     using namespace kernel::literals;
///     kernel::Delta interval = 2_s + 500_ms;
///     EXPECT_EQ(interval.as_millis(), 2500);
///     EXPECT(interval / 5 == kernel::Delta::from_millis(500));
///     EXPECT(interval > 10_us);
///
/// It reaches 292 years back and forth. What would be beyond becomes #kMin or #kMax: a sum never
/// turns from "very long" into "negative". Of constants nothing is computed at run time.
///
/// Printed with `{}` it shows its nanoseconds: `2500000000 ns`.
///
/// \context Any.
/// \wraps{linux/ktime.h,core-api/timekeeping.html}
class Delta {
 public:
  /// No time.
  static const Delta kZero;
  /// The longest time, 292 years; where something waits, it means "for ever".
  static const Delta kMax;
  /// The longest negative time.
  static const Delta kMin;

  /// No time.
  constexpr Delta() = default;
  /// So many nanoseconds.
  static constexpr Delta from_nanos(s64 nanos) { return Delta(nanos); }
  /// So many microseconds.
  static constexpr Delta from_micros(s64 micros) {
    return Delta(detail::saturating_mul(micros, detail::kNanosPerMicro));
  }
  /// So many milliseconds.
  static constexpr Delta from_millis(s64 millis) {
    return Delta(detail::saturating_mul(millis, detail::kNanosPerMilli));
  }
  /// So many seconds.
  static constexpr Delta from_secs(s64 secs) {
    return Delta(detail::saturating_mul(secs, detail::kNanosPerSec));
  }

  /// The nanoseconds.
  constexpr s64 as_nanos() const { return nanos_; }
  /// The whole microseconds in it.
  constexpr s64 as_micros() const { return detail::divide(nanos_, detail::kNanosPerMicro); }
  /// The whole milliseconds in it.
  constexpr s64 as_millis() const { return detail::divide(nanos_, detail::kNanosPerMilli); }
  /// The whole seconds in it.
  constexpr s64 as_secs() const { return detail::divide(nanos_, detail::kNanosPerSec); }
  /// The microseconds that are at least as long.
  constexpr s64 as_micros_ceil() const { return detail::divide_up(nanos_, detail::kNanosPerMicro); }
  /// The milliseconds that are at least as long.
  constexpr s64 as_millis_ceil() const { return detail::divide_up(nanos_, detail::kNanosPerMilli); }

  /// Whether it is no time.
  constexpr bool is_zero() const { return nanos_ == 0; }
  /// Whether it is less than no time.
  constexpr bool is_negative() const { return nanos_ < 0; }

  /// As long as both together.
  friend constexpr Delta operator+(Delta left, Delta right) {
    return Delta(detail::saturating_add(left.nanos_, right.nanos_));
  }
  /// By how much \p left is longer.
  friend constexpr Delta operator-(Delta left, Delta right) {
    return Delta(detail::saturating_sub(left.nanos_, right.nanos_));
  }
  /// The same length backwards.
  constexpr Delta operator-() const { return Delta(detail::saturating_sub(0, nanos_)); }
  /// \p count times as long.
  friend constexpr Delta operator*(Delta delta, s64 count) {
    return Delta(detail::saturating_mul(delta.nanos_, count));
  }
  friend constexpr Delta operator*(s64 count, Delta delta) { return delta * count; }
  /// One of \p count equal parts, without the rest. Dividing by zero is a bug, as it is for
  /// integers.
  friend constexpr Delta operator/(Delta delta, s64 count) {
    return Delta(detail::divide(delta.nanos_, count));
  }
  /// How often \p right fits into \p left.
  friend constexpr s64 operator/(Delta left, Delta right) {
    return detail::divide(left.nanos_, right.nanos_);
  }
  /// What is left then.
  friend constexpr Delta operator%(Delta left, Delta right) {
    return Delta(left.nanos_ - detail::divide(left.nanos_, right.nanos_) * right.nanos_);
  }
  /// Adds to it.
  constexpr Delta& operator+=(Delta other) { return *this = *this + other; }
  /// Takes away from it.
  constexpr Delta& operator-=(Delta other) { return *this = *this - other; }
  /// Makes it \p count times as long.
  constexpr Delta& operator*=(s64 count) { return *this = *this * count; }
  /// Makes it one of \p count equal parts.
  constexpr Delta& operator/=(s64 count) { return *this = *this / count; }

  /// Which is longer.
  friend constexpr auto operator<=>(Delta, Delta) = default;

 private:
  explicit constexpr Delta(s64 nanos) : nanos_(nanos) {}

  s64 nanos_ = 0;
};

/// \cond
inline constexpr Delta Delta::kZero = Delta(0);
inline constexpr Delta Delta::kMax = Delta(detail::kMaxNanos);
inline constexpr Delta Delta::kMin = Delta(detail::kMinNanos);
/// \endcond

/// Lengths of time as one says them, after `using namespace kernel::literals`:
///
///     using namespace kernel::literals;
///     EXPECT(1_s == 1000_ms);
///     EXPECT(1_ms == 1000_us);
///     EXPECT(1_us == 1000_ns);
namespace literals {

/// Nanoseconds.
consteval Delta operator""_ns(unsigned long long count) {
  return Delta::from_nanos(detail::literal_nanos(count, 1));
}
/// Microseconds.
consteval Delta operator""_us(unsigned long long count) {
  return Delta::from_nanos(detail::literal_nanos(count, detail::kNanosPerMicro));
}
/// Milliseconds.
consteval Delta operator""_ms(unsigned long long count) {
  return Delta::from_nanos(detail::literal_nanos(count, detail::kNanosPerMilli));
}
/// Seconds.
consteval Delta operator""_s(unsigned long long count) {
  return Delta::from_nanos(detail::literal_nanos(count, detail::kNanosPerSec));
}

}  // namespace literals

/// Delta: its nanoseconds and the unit.
template <>
struct fmt::Formatter<Delta> {
  static constexpr bool accepts(const Spec& spec) {
    return spec.letter == 0 && spec.precision < 0 && !spec.alternate;
  }
  static constexpr void conversion(const Spec& spec, Writer& out) {
    Formatter<long long>::conversion(spec, out);
    out.put(" ns");
  }
  static constexpr long long argument(Delta value) { return value.as_nanos(); }
};

/// A clock of the kernel: its number, as in `clock_gettime()`, and how to read it.
template <typename C>
concept ClockSource = requires {
  { C::kId } -> std::convertible_to<int>;
  { C::ktime_get() } -> std::same_as<s64>;
};

/// The clocks that an Instant can be of.
namespace clock {

/// Runs since boot, except while the system sleeps. Nobody can set it.
///
///     using Instant = kernel::BasicInstant<kernel::clock::Monotonic>;   // is kernel::Instant
///     auto begin = Instant::now();
///     EXPECT(Instant::now() >= begin);
///
/// \wraps{linux/timekeeping.h,core-api/timekeeping.html}
struct Monotonic {
  /// CLOCK_MONOTONIC
  static constexpr int kId = bindings::CLOCK_MONOTONIC;
  /// The time now, in nanoseconds.
  static s64 ktime_get() { return bindings::ktime_get(); }
};

/// Runs since boot, also while the system sleeps. Nobody can set it.
///
///     using BootInstant = kernel::BasicInstant<kernel::clock::BootTime>;
///     s64 awake = kernel::Instant::now().as_nanos();
///     EXPECT(awake <= BootInstant::now().as_nanos());
///
/// \wraps{linux/timekeeping.h,core-api/timekeeping.html}
struct BootTime {
  /// CLOCK_BOOTTIME
  static constexpr int kId = bindings::CLOCK_BOOTTIME;
  /// The time now, in nanoseconds.
  static s64 ktime_get() { return cpp_helper_ktime_get_boottime(); }
};

/// The time of day, since 1970, in UTC. It can be set, also backwards.
///
///     auto now = kernel::BasicInstant<kernel::clock::RealTime>::now();
///     s64 seconds = kernel::Delta::from_nanos(now.as_nanos()).as_secs();
///     EXPECT(seconds > 0);
///
/// \wraps{linux/timekeeping.h,core-api/timekeeping.html}
struct RealTime {
  /// CLOCK_REALTIME
  static constexpr int kId = bindings::CLOCK_REALTIME;
  /// The time now, in nanoseconds.
  static s64 ktime_get() { return cpp_helper_ktime_get_real(); }
};

/// The international atomic time: as RealTime, but without leap seconds.
///
///     auto now = kernel::BasicInstant<kernel::clock::Tai>::now();
///     EXPECT(!now.elapsed().is_negative());
///
/// \wraps{linux/timekeeping.h,core-api/timekeeping.html}
struct Tai {
  /// CLOCK_TAI
  static constexpr int kId = bindings::CLOCK_TAI;
  /// The time now, in nanoseconds.
  static s64 ktime_get() { return cpp_helper_ktime_get_clocktai(); }
};

}  // namespace clock

/// A moment on the clock C.
///
///     auto begin = kernel::Instant::now();
///     kernel::Delta took = begin.elapsed();
///     EXPECT(!took.is_negative());
///
/// Moments on different clocks do not mix. Instant is one on clock::Monotonic, and is what is meant
/// nearly always.
///
/// \invariant It is not before the clock's zero.
/// \context Any, interrupts included; not in NMIs.
/// \wraps{linux/ktime.h,core-api/timekeeping.html}
template <ClockSource C>
class BasicInstant {
 public:
  /// The clock.
  using Clock = C;

  /// This moment.
  static BasicInstant now() { return BasicInstant(C::ktime_get()); }

  /// A moment that C code noted, in nanoseconds since the clock's zero. One before that becomes the
  /// zero.
  static constexpr BasicInstant from_nanos(s64 nanos) { return BasicInstant(not_negative(nanos)); }

  /// The nanoseconds since the clock's zero.
  constexpr s64 as_nanos() const { return nanos_; }

  /// How much time has passed since. On a clock that was set meanwhile it may be negative.
  Delta elapsed() const { return now() - *this; }

  /// How much later \p left is.
  friend constexpr Delta operator-(BasicInstant left, BasicInstant right) {
    // INVARIANT: neither is negative, so the difference fits.
    return Delta::from_nanos(left.nanos_ - right.nanos_);
  }
  /// The moment so much later. What would be before the clock's zero becomes the zero.
  friend constexpr BasicInstant operator+(BasicInstant instant, Delta delta) {
    return BasicInstant(not_negative(detail::saturating_add(instant.nanos_, delta.as_nanos())));
  }
  /// The moment so much earlier, with the same limit.
  friend constexpr BasicInstant operator-(BasicInstant instant, Delta delta) {
    return BasicInstant(not_negative(detail::saturating_sub(instant.nanos_, delta.as_nanos())));
  }

  /// Which is later.
  friend constexpr auto operator<=>(BasicInstant, BasicInstant) = default;

 private:
  explicit constexpr BasicInstant(s64 nanos) : nanos_(nanos) {}

  static constexpr s64 not_negative(s64 nanos) { return nanos < 0 ? 0 : nanos; }

  s64 nanos_;
};

/// A moment on the clock that runs since boot.
using Instant = BasicInstant<clock::Monotonic>;

/// A count of the kernel's ticks, of which there are `HZ` in a second: how old interfaces measure
/// timeouts, and a coarse clock that costs one load to read.
///
///     using namespace kernel::literals;
///     auto deadline = kernel::Jiffies::now() + kernel::Jiffies(10_s);
///     EXPECT(deadline > kernel::Jiffies::now());
///
/// The count wraps around: comparisons hold for counts that are less than half of its range apart
/// (`time_after()`), which are 24 days where a `long` has 32 bits.
///
/// \context Any.
/// \wraps{linux/jiffies.h,timers/highres.html}
class Jiffies {
 public:
  /// No ticks.
  constexpr Jiffies() = default;
  /// The ticks that are at least as long as \p delta: none if that is negative. Delta::kMax, and
  /// what the count does not reach, is #kMax.
  constexpr explicit Jiffies(Delta delta) : count_(ticks(delta.as_nanos())) {}
  /// So many ticks.
  static constexpr Jiffies from_raw(unsigned long count) {
    Jiffies jiffies;
    jiffies.count_ = count;
    return jiffies;
  }

  /// What stands for "for ever" in timeouts (`MAX_SCHEDULE_TIMEOUT`).
  static const Jiffies kMax;

  /// The ticks that have passed. The count did not begin at zero.
  static Jiffies now() { return from_raw(cpp_helper_jiffies()); }

  /// The number of ticks.
  constexpr unsigned long as_raw() const { return count_; }
  /// How long so many ticks take.
  constexpr Delta as_delta() const {
    if (count_ >= kMaxCount) return Delta::kMax;
    s64 whole = detail::saturating_mul(static_cast<s64>(count_ / kHz), detail::kNanosPerSec);
    s64 rest = detail::divide(static_cast<s64>(count_ % kHz) * detail::kNanosPerSec, kHz);
    return Delta::from_nanos(detail::saturating_add(whole, rest));
  }
  /// Whether there are none.
  constexpr bool is_zero() const { return count_ == 0; }

  /// Both together.
  friend constexpr Jiffies operator+(Jiffies left, Jiffies right) {
    return from_raw(left.count_ + right.count_);
  }
  /// How many more \p left has.
  friend constexpr Jiffies operator-(Jiffies left, Jiffies right) {
    return from_raw(left.count_ - right.count_);
  }
  /// Whether both are the same count.
  friend constexpr bool operator==(Jiffies, Jiffies) = default;
  /// Which is later.
  friend constexpr std::strong_ordering operator<=>(Jiffies left, Jiffies right) {
    return static_cast<long>(left.count_ - right.count_) <=> 0;
  }

 private:
  static constexpr unsigned long kMaxCount = bindings::MAX_SCHEDULE_TIMEOUT;
  static constexpr s64 kHz = bindings::HZ;

  static constexpr unsigned long ticks(s64 nanos) {
    if (nanos <= 0) return 0;
    if (nanos == detail::kMaxNanos) return kMaxCount;
    s64 count;
    if constexpr (detail::kNanosPerSec % kHz == 0) {
      count = detail::divide_up(nanos, detail::kNanosPerSec / kHz);
    } else {
      s64 secs = detail::divide(nanos, detail::kNanosPerSec);
      s64 rest = nanos - secs * detail::kNanosPerSec;
      count = secs * kHz + detail::divide_up(rest * kHz, detail::kNanosPerSec);
    }
    if (static_cast<u64>(count) > kMaxCount) return kMaxCount;
    return static_cast<unsigned long>(count);
  }

  unsigned long count_ = 0;
};

/// \cond
inline constexpr Jiffies Jiffies::kMax = Jiffies::from_raw(Jiffies::kMaxCount);
/// \endcond

}  // namespace kernel
