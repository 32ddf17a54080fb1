// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Devices, and what may be done with them when.

#include <helpers/device.h>

#include <concepts>
#include <kernel/lifetime.hpp>
#include <kernel/str.hpp>
#include <kernel/types/aref.hpp>

/// What is known of a device where a piece of code runs. The types are named only, as the argument
/// of kernel::Device and of the devices of each bus.
namespace kernel::device {

/// Nothing but that it exists, in any thread. A driver may be attached to it or not.
///
///     static_assert(std::same_as<kernel::Device<>, kernel::Device<kernel::device::Normal>>);
struct Normal {};

/// A driver is attached to it, as long as the reference is there: it has registers, memory for DMA
/// and interrupts, for that driver.
///
///     static_assert(std::derived_from<kernel::Device<kernel::device::Bound>, kernel::Device<>>);
struct Bound {};

/// Its bus is calling the driver, and nobody else attaches or detaches one meanwhile: probe() and
/// unbind().
///
///     static_assert(std::derived_from<kernel::Device<kernel::device::Core>,
///                                     kernel::Device<kernel::device::Bound>>);
struct Core {};

}  // namespace kernel::device

namespace kernel {

/// A device as all buses know it: always a reference to a `struct device`, which the kernel counts.
/// An ARef keeps it, also when the hardware has gone.
///
/// The argument says what is known of it where the code runs:
///
/// | | Who gets one | What it allows |
/// |---|---|---|
/// | `Device<>`, which is device::Normal | everybody | counting, its name, messages |
/// | `Device<device::Bound>` | the driver, while it is attached | to get at the hardware |
/// | `Device<device::Core>` | probe() and unbind() | to switch it on, to set it up |
///
/// A reference to a stronger one converts to a weaker one, never back. The stronger ones cannot be
/// kept, as they hold only for a time: only a `Device<>` has owners.
///
///     # #include <kernel/faux.hpp>
///     kernel::CStr name_of(const kernel::Device<>& device) { return device.dev_name(); }
///     # ---
///
///     auto fan = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_fan"));
///     const kernel::Device<kernel::device::Bound>& bound = fan.device();
///     EXPECT(name_of(bound) == kernel::CStr("cpp_fan"));
///     kernel::ARef<kernel::Device<>> kept(bound);   // keeps the device, not the driver at it
///
/// \context Any. Giving one back (dec_ref()): may sleep.
/// \wraps{linux/device.h,driver-api/driver-model/device.html}
template <typename Context = device::Normal>
class Device;

/// One of which nothing is known but that it exists.
template <>
class Device<device::Normal> {
 public:
  Device() = delete;
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  /// \name Counting, for ARef
  /// \{

  /// One owner more.
  static void inc_ref(const Device& device) { bindings::get_device(device.as_raw()); }
  /// One owner less.
  static void dec_ref(const Device& device) { bindings::put_device(device.as_raw()); }
  /// \}

  /// The device that C code calls \p device.
  ///
  /// \safety It must be kept as long as the reference is used.
  static const Device& from_raw(::device* device) {
    return *reinterpret_cast<const Device*>(device);
  }

  /// Its name, the one of its folder in `/sys/bus/.../devices`.
  CStr dev_name() const KERNEL_LIFETIME_BOUND {
    return CStr::from_raw(cpp_helper_dev_name(as_raw()));
  }

  /// The C object, for C functions.
  ///
  /// \safety Somebody must keep the device as long as it is used.
  ::device* as_raw() const { return reinterpret_cast<::device*>(const_cast<Device*>(this)); }

  /// Whether both are the same device.
  friend bool operator==(const Device& left, const Device& right) { return &left == &right; }
};

/// One that has a driver as long as the reference is there.
template <>
class Device<device::Bound> : public Device<device::Normal> {
 public:
  /// \name No owners
  ///
  /// A driver is attached for a time only: keep an `ARef<Device<>>`.
  /// \{
  static void inc_ref(const Device<device::Normal>& device) = delete;
  static void dec_ref(const Device<device::Normal>& device) = delete;
  /// \}

  /// The device that C code calls \p device.
  ///
  /// \safety A driver must be attached to it as long as the reference is used.
  static const Device& from_raw(::device* device) {
    return *reinterpret_cast<const Device*>(device);
  }
};

/// One whose bus is calling the driver.
template <>
class Device<device::Core> : public Device<device::Bound> {
 public:
  /// The device that C code calls \p device.
  ///
  /// \safety Its bus must be calling the driver as long as the reference is used.
  static const Device& from_raw(::device* device) {
    return *reinterpret_cast<const Device*>(device);
  }
};

}  // namespace kernel
