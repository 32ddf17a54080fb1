// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// An interrupt that a driver may have.

#include <kernel/device.hpp>
#include <kernel/types/not_thread_safe.hpp>

namespace kernel::irq {

/// An interrupt of a device: what its bus gives a driver for an irq::Registration.
///
///     # #include <kernel/irq/registration.hpp>
///     struct Button {
///       kernel::irq::Return handle(const kernel::Device<kernel::device::Bound>&) const {
///         return kernel::irq::Return::kHandled;
///       }
///     };
///
///     kernel::Result<kernel::irq::Registration<Button>> listen(kernel::irq::Request request) {
///       return kernel::irq::Registration<Button>::make(kernel::GFP_KERNEL, request,
///                                                      kernel::irq::Flags(), "button");
///     }
///     # ---
///     # static_cast<void>(&listen);
///
/// It refers to its device, and is a local variable.
///
/// \context Any.
/// \wraps{linux/interrupt.h,core-api/genericirq.html}
class Request : NotThreadSafe {
 public:
  /// The interrupt that C code calls \p number.
  ///
  /// \safety It must be one of \p device, and stay that until all is gone that is tied to the
  /// device from now on.
  static Request from_raw(const Device<device::Bound>& device KERNEL_LIFETIME_BOUND,
                          unsigned number) {
    return {device, number};
  }

  /// The device.
  const Device<device::Bound>& device() const { return device_; }
  /// The number that the kernel has given the interrupt, as `/proc/interrupts` shows it.
  unsigned number() const { return number_; }

 private:
  Request(const Device<device::Bound>& device, unsigned number)
      : device_(device), number_(number) {}

  const Device<device::Bound>& device_;
  unsigned number_;
};

}  // namespace kernel::irq
