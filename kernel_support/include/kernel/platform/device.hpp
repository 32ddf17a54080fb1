// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Devices that are part of the machine.

#include <helpers/platform_device.h>

#include <kernel/device/bus_device.hpp>
#include <kernel/io/mem.hpp>
#include <kernel/irq/request.hpp>
#include <optional>

namespace kernel::platform {

namespace detail {

/// How C code calls what is on this bus.
struct Kind {
  using Raw = ::platform_device;

  static ::device* to_device(Raw* device) { return cpp_helper_platform_device_dev(device); }
  static bool is_on(::device* device) { return cpp_helper_dev_is_platform(device); }
  static Raw* from_device(::device* device) { return cpp_helper_to_platform_device(device); }
};

}  // namespace detail

/// A device that is part of the machine, and cannot be asked what it is: firmware or C code
/// describes it, by a name, where its registers are, and its interrupts. Always a reference to a
/// `struct platform_device`. What the argument says, kernel::Device tells.
///
///     # #include <kernel/dev_print.hpp>
///     # #include <kernel/platform/device.hpp>
///     kernel::Result<void> look_at(
///         const kernel::platform::Device<kernel::device::Bound>& device) {
///       u64 size = TRY(device.resource_len(0));
///       dev_info(device, "a {} with {} bytes of registers\n", device.name(), size);
///       return {};
///     }
///     # ---
///     # static_cast<void>(&look_at);
///
/// It converts to the kernel::Device that it is; see device::BusDevice.
///
/// \context Any. Giving one back (dec_ref()): may sleep.
/// \wraps{linux/platform_device.h,driver-api/driver-model/platform.html}
template <typename Context = device::Normal>
class Device;

/// One of which nothing is known but that it exists.
template <>
class Device<device::Normal> : public device::BusDevice<Device, device::Normal, detail::Kind> {
 public:
  /// What it is, as its driver's table names it.
  CStr name() const KERNEL_LIFETIME_BOUND {
    return CStr::from_raw(cpp_helper_platform_device_name(as_raw()));
  }
  /// Its number among the devices of that name, if it has one.
  std::optional<unsigned> id() const {
    int id = cpp_helper_platform_device_id(as_raw());
    if (id < 0) return {};
    return static_cast<unsigned>(id);
  }
};

/// One that has a driver as long as the reference is there.
template <>
class Device<device::Bound> : public device::BusDevice<Device, device::Bound, detail::Kind> {
 public:
  /// How many bytes its region of memory \p index has.
  ///
  /// \errors #EINVAL if there is none.
  Result<u64> resource_len(unsigned index) const {
    const ::resource* region = TRY(memory(index));
    return cpp_helper_resource_size(region);
  }
  /// Where its region of memory \p index begins, as the processor sees it.
  ///
  /// \errors #EINVAL if there is none.
  Result<u64> resource_start(unsigned index) const {
    const ::resource* region = TRY(memory(index));
    return cpp_helper_resource_start(region);
  }

  /// Reserves its region of memory \p index under the name that `/proc/iomem` shows, and maps all
  /// of it: at least \p kSize bytes.
  ///
  /// \errors #EINVAL if there is none, or it is smaller; #EBUSY if somebody else has it; #ENOMEM.
  /// \context May sleep.
  template <size_t kSize, Literal kName>
  Result<Devres<io::Mem<kSize>>> iomap_resource(alloc::Flags flags,
                                                unsigned index) const KERNEL_MAY_SLEEP {
    const ::resource* region = TRY(memory(index));
    // SAFETY: it is the device's, and who describes a device leaves that as it is while it is on
    // its bus.
    return io::Mem<kSize>::template from_raw<kName>(flags, *this, region);
  }

  /// Its interrupt \p index, for an irq::Registration.
  ///
  /// \errors #ENXIO if there is none, which the log tells; #EPROBE_DEFER if the driver of what it
  /// is connected to is not there yet: probe() returns it and is called again.
  /// \context May sleep.
  Result<irq::Request> irq_by_index(unsigned index) const KERNEL_MAY_SLEEP {
    return request(bindings::platform_get_irq(as_raw(), index));
  }
  /// The same for the interrupt that is called \p name.
  ///
  /// \errors As of irq_by_index().
  /// \context May sleep.
  Result<irq::Request> irq_by_name(CStr name) const KERNEL_MAY_SLEEP {
    return request(bindings::platform_get_irq_byname(as_raw(), name.as_raw()));
  }

 private:
  Result<const ::resource*> memory(unsigned index) const {
    const ::resource* region = cpp_helper_platform_get_memory(as_raw(), index);
    if (!region) return EINVAL;
    return region;
  }
  Result<irq::Request> request(int number) const {
    if (number < 0) return Error::from_errno(number);
    // SAFETY: it is the device's, as long as that is described.
    return irq::Request::from_raw(*this, static_cast<unsigned>(number));
  }
};

/// One whose bus is calling the driver.
template <>
class Device<device::Core> : public device::BusDevice<Device, device::Core, detail::Kind> {};

}  // namespace kernel::platform
