// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What the devices of all buses have in common.

#include <kernel/device.hpp>
#include <kernel/result.hpp>
#include <kernel/types/ref.hpp>

namespace kernel::device {

/// The base of the devices of a bus, `pci::Device<Context>` for instance: that they are devices. An
/// object of one is a reference to the C structure of the bus, which has a `struct device` in it.
///
///     # #include <kernel/pci/device.hpp>
///     using kernel::device::Bound;
///
///     // The device as all buses know it, and back.
///     kernel::Result<u16> maker(const kernel::pci::Device<Bound>& device) {
///       const kernel::Device<Bound>& any = device;
///       auto again = TRY(kernel::pci::Device<Bound>::try_from(any));
///       return again->vendor_id();
///     }
///     # ---
///     # static_cast<void>(&maker);
///
/// A reference to a stronger one converts to a weaker one, and to a kernel::Device as strong as
/// itself, or weaker. Only one of which nothing is known has owners, as kernel::Device says.
///
/// \context Any.
/// \wraps{linux/device.h,driver-api/driver-model/device.html}
template <template <typename> typename OnBus, typename Context, typename Bus>
class BusDevice;

namespace detail {

/// Whether a bus tells which devices are on it.
template <typename Bus>
concept Tells = requires(::device* device) {
  Bus::is_on(device);
};

/// The \p To that \p device is, if it is on the bus of it.
template <typename To, Tells Bus, typename Context>
Result<Ref<const To>> find(const kernel::Device<Context>& device) {
  if (!Bus::is_on(device.as_raw())) return EINVAL;
  // SAFETY: it is the device in a C structure of this bus.
  return Ref<const To>(To::from_raw(Bus::from_device(device.as_raw())));
}

}  // namespace detail

/// What there is in any case.
template <template <typename> typename OnBus, typename Bus>
class BusDevice<OnBus, Normal, Bus> {
 public:
  BusDevice() = delete;
  BusDevice(const BusDevice&) = delete;
  BusDevice& operator=(const BusDevice&) = delete;

  /// \name Counting, for ARef
  /// \{

  /// One owner more.
  static void inc_ref(const OnBus<Normal>& device) { kernel::Device<>::inc_ref(device); }
  /// One owner less.
  ///
  /// \context May sleep.
  static void dec_ref(const OnBus<Normal>& device) { kernel::Device<>::dec_ref(device); }
  /// \}

  /// The device that C code calls \p device.
  ///
  /// \safety It must be kept as long as the reference is used.
  static const OnBus<Normal>& from_raw(typename Bus::Raw* device) {
    return *reinterpret_cast<const OnBus<Normal>*>(device);
  }

  /// The device of this bus that \p device is. The auxiliary bus does not tell.
  ///
  /// \errors #EINVAL if it is on another bus.
  static Result<Ref<const OnBus<Normal>>> try_from(
      const kernel::Device<>& device KERNEL_LIFETIME_BOUND) requires(detail::Tells<Bus>) {
    return detail::find<OnBus<Normal>, Bus>(device);
  }

  /// As all buses know it.
  // NOLINTNEXTLINE(google-explicit-constructor): it is one
  operator const kernel::Device<>&() const KERNEL_LIFETIME_BOUND {
    // SAFETY: it is there as long as what it is a part of.
    return kernel::Device<>::from_raw(Bus::to_device(as_raw()));
  }

  /// The C object, for C functions.
  ///
  /// \safety Somebody must keep the device as long as it is used.
  typename Bus::Raw* as_raw() const {
    return reinterpret_cast<typename Bus::Raw*>(const_cast<BusDevice*>(this));
  }
};

/// What there is as long as a driver is attached.
template <template <typename> typename OnBus, typename Bus>
class BusDevice<OnBus, Bound, Bus> : public OnBus<Normal> {
 public:
  /// \name No owners
  ///
  /// A driver is attached for a time only: keep an `ARef<Device<>>`.
  /// \{
  static void inc_ref(const OnBus<Normal>& device) = delete;
  static void dec_ref(const OnBus<Normal>& device) = delete;
  /// \}

  /// The device that C code calls \p device.
  ///
  /// \safety A driver must be attached to it as long as the reference is used.
  static const OnBus<Bound>& from_raw(typename Bus::Raw* device) {
    return *reinterpret_cast<const OnBus<Bound>*>(device);
  }

  /// The device of this bus that \p device is. The auxiliary bus does not tell.
  ///
  /// \errors #EINVAL if it is on another bus.
  static Result<Ref<const OnBus<Bound>>> try_from(
      const kernel::Device<Bound>& device KERNEL_LIFETIME_BOUND) requires(detail::Tells<Bus>) {
    return detail::find<OnBus<Bound>, Bus>(device);
  }

  /// As all buses know it.
  // NOLINTNEXTLINE(google-explicit-constructor): it is one
  operator const kernel::Device<Bound>&() const KERNEL_LIFETIME_BOUND {
    // SAFETY: a driver is attached to it.
    return kernel::Device<Bound>::from_raw(Bus::to_device(this->as_raw()));
  }
};

/// What there is while the bus is calling the driver.
template <template <typename> typename OnBus, typename Bus>
class BusDevice<OnBus, Core, Bus> : public OnBus<Bound> {
 public:
  /// The device that C code calls \p device.
  ///
  /// \safety Its bus must be calling the driver as long as the reference is used.
  static const OnBus<Core>& from_raw(typename Bus::Raw* device) {
    return *reinterpret_cast<const OnBus<Core>*>(device);
  }

  /// As all buses know it.
  // NOLINTNEXTLINE(google-explicit-constructor): it is one
  operator const kernel::Device<Core>&() const KERNEL_LIFETIME_BOUND {
    // SAFETY: the bus is calling the driver.
    return kernel::Device<Core>::from_raw(Bus::to_device(this->as_raw()));
  }
};

}  // namespace kernel::device
