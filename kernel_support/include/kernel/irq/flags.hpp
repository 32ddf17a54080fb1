// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// How an interrupt is requested.

#include <bindings.hpp>

namespace kernel {
namespace irq {

/// How an interrupt is requested: whether others may have it, too, and what its line does.
///
/// A set of flags; sets are joined with `|`. `Flags()` is the empty one: the line is as firmware or
/// bus have set it, and nobody shares it.
///
///     # #include <kernel/irq/flags.hpp>
///     # ---
///     constexpr kernel::irq::Flags kLine = kernel::IRQF_SHARED | kernel::IRQF_NO_THREAD;
///     EXPECT(kLine.contains(kernel::IRQF_SHARED));
///     EXPECT(!kernel::irq::Flags().contains(kernel::IRQF_SHARED));
///
/// \context Any.
/// \wraps{linux/interrupt.h,core-api/genericirq.html}
class Flags {
 public:
  /// None.
  constexpr Flags() = default;
  /// The flags of a C function's argument.
  static constexpr Flags from_raw(unsigned long value) { return Flags(value); }
  /// The flags as C functions take them.
  constexpr unsigned long as_raw() const { return value_; }

  /// Whether all of \p other are among them.
  constexpr bool contains(Flags other) const { return (value_ & other.value_) == other.value_; }

  /// All flags of both.
  friend constexpr Flags operator|(Flags left, Flags right) {
    return Flags(left.value_ | right.value_);
  }
  friend constexpr bool operator==(Flags, Flags) = default;

 private:
  constexpr explicit Flags(unsigned long value) : value_(value) {}

  unsigned long value_ = 0;
};

}  // namespace irq

/// \name Interrupt flags
/// \{
inline constexpr auto IRQF_SHARED =
    irq::Flags::from_raw(bindings::IRQF_SHARED);  ///< several devices have the same line
inline constexpr auto IRQF_PROBE_SHARED = irq::Flags::from_raw(
    bindings::IRQF_PROBE_SHARED);  ///< no message in the log if others do not share it
inline constexpr auto IRQF_ONESHOT =
    irq::Flags::from_raw(bindings::IRQF_ONESHOT);  ///< stays off until the thread is done
inline constexpr auto IRQF_NO_THREAD =
    irq::Flags::from_raw(bindings::IRQF_NO_THREAD);  ///< not in a thread, whatever the kernel does
inline constexpr auto IRQF_NO_AUTOEN =
    irq::Flags::from_raw(bindings::IRQF_NO_AUTOEN);  ///< off until it is switched on
inline constexpr auto IRQF_NOBALANCING = irq::Flags::from_raw(
    bindings::IRQF_NOBALANCING);  ///< the kernel does not move it to another processor
inline constexpr auto IRQF_NO_SUSPEND =
    irq::Flags::from_raw(bindings::IRQF_NO_SUSPEND);  ///< on while the system sleeps
inline constexpr auto IRQF_COND_SUSPEND = irq::Flags::from_raw(
    bindings::IRQF_COND_SUSPEND);  ///< shares a line with one that has IRQF_NO_SUSPEND
inline constexpr auto IRQF_FORCE_RESUME = irq::Flags::from_raw(
    bindings::IRQF_FORCE_RESUME);  ///< switched on when the system wakes, in any case
inline constexpr auto IRQF_EARLY_RESUME =
    irq::Flags::from_raw(bindings::IRQF_EARLY_RESUME);  ///< before the devices wake
inline constexpr auto IRQF_TRIGGER_NONE =
    irq::Flags::from_raw(bindings::IRQF_TRIGGER_NONE);  ///< as firmware or bus have set it
inline constexpr auto IRQF_TRIGGER_RISING =
    irq::Flags::from_raw(bindings::IRQF_TRIGGER_RISING);  ///< when the line goes up
inline constexpr auto IRQF_TRIGGER_FALLING =
    irq::Flags::from_raw(bindings::IRQF_TRIGGER_FALLING);  ///< when the line goes down
inline constexpr auto IRQF_TRIGGER_HIGH =
    irq::Flags::from_raw(bindings::IRQF_TRIGGER_HIGH);  ///< while the line is up
inline constexpr auto IRQF_TRIGGER_LOW =
    irq::Flags::from_raw(bindings::IRQF_TRIGGER_LOW);  ///< while the line is down
/// \}

}  // namespace kernel
