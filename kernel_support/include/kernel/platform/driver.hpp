// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Drivers of devices that are part of the machine.

#include <kernel/detail/module_name.hpp>
#include <kernel/driver.hpp>
#include <kernel/platform/device.hpp>
#include <kernel/platform/id.hpp>

/// The platform bus: devices that are part of the machine, or of a chip, and cannot be asked what
/// they are. Firmware or C code describes them.
namespace kernel::platform {

/// The base of a class that drives devices of the machine: each object is what the driver has for
/// one of them.
///
///     # module: cpp_fan
///     # #include <kernel/dev_print.hpp>
///     # #include <kernel/platform/driver.hpp>
///     using kernel::device::Core;
///     using kernel::io::Mem;
///
///     class Fan : public kernel::platform::Driver<Fan> {
///      public:
///       static constexpr auto kIds = kernel::platform::id_table("cpp_fan");
///
///       static kernel::Result<Fan> probe(const kernel::platform::Device<Core>& device) {
///         auto memory = TRY(device.iomap_resource<8, "cpp_fan">(kernel::GFP_KERNEL, 0));
///         dev_info(device, "ready\n");
///         return {std::in_place, std::move(memory)};
///       }
///
///       explicit Fan(kernel::Devres<Mem<8>> memory) : memory_(std::move(memory)) {}
///
///      private:
///       kernel::Devres<Mem<8>> memory_;
///     };
///     KERNEL_PLATFORM_DEVICE_TABLE(Fan);
///
///     KERNEL_MODULE(kernel::driver::Module<kernel::platform::DriverRegistration<Fan>>, {
///       .name = "cpp_fan",
///       .license = "GPL",
///     });
///
/// - `static constexpr auto kIds`: the devices, an id_table().
/// - `static constexpr CStr kName`, if there is one, is how the driver is called; otherwise it is
///   called as the module.
/// - `static Result<T> probe(const platform::Device<device::Core>&)` builds the object where it
///   stays (`return {std::in_place, arguments...};`), or returns the error for which the driver
///   does not want the device.
/// - `void unbind(const platform::Device<device::Core>&)`, if there is one, is called when the
///   driver is detached. The object is destroyed next, then what it has tied to the device and not
///   destroyed.
///
/// \context probe(), unbind() and the destructor may sleep.
/// \wraps{linux/platform_device.h,driver-api/driver-model/platform.html}
template <typename Self>
class Driver : public driver::Driver {
 protected:
  Driver() = default;
  ~Driver() = default;
};

namespace detail {

/// The bus, for driver::Registration.
template <typename T>
struct Bus {
  using Raw = ::platform_driver;
  using Calls = driver::detail::Calls<T, Device<device::Core>>;

  static int probe(::platform_device* raw) { return Calls::probe(raw); }

  /// Before Linux 6.11 it returns an int, which is to be 0.
  template <typename R>
  static R remove(::platform_device* raw) {
    Calls::remove(raw);
    return R();
  }
  template <typename R>
  static void set_remove(R (*&member)(::platform_device*)) {
    member = remove<R>;
  }

  static void describe(Raw& driver) {
    static_assert(std::derived_from<T, Driver<T>>, "derive it from platform::Driver<itself>");
    static_assert(Calls::kProbes,
                  "probe() of a platform driver is static Result<itself> "
                  "probe(const platform::Device<device::Core>&)");
    static_assert(!Calls::kUnbindsOtherwise,
                  "unbind() of a platform driver is void unbind(const "
                  "platform::Device<device::Core>&)");
    static_assert(
        kernel::detail::HasDeviceTable<T>,
        "write KERNEL_PLATFORM_DEVICE_TABLE(itself); behind the driver, so that modprobe finds "
        "the module");
    if constexpr (kernel::detail::HasDeviceTable<T>) {
      driver.driver.name = driver::detail::name_of<T>();
      driver.probe = probe;
      set_remove(driver.remove);
      driver.id_table = Calls::table();
    }
  }
  static int register_driver(Raw& driver) {
    return kernel::detail::call_with_module_name(bindings::__platform_driver_register, &driver,
                                                 ThisModule::get().as_raw());
  }
  static void unregister_driver(Raw& driver) { bindings::platform_driver_unregister(&driver); }
};

}  // namespace detail

/// A driver that the platform bus knows, as long as this object is there; see
/// driver::Registration.
///
///     # #include <kernel/platform/driver.hpp>
///     # struct Fan : kernel::platform::Driver<Fan> {
///     #   static constexpr auto kIds = kernel::platform::id_table("cpp_fan");
///     #   static kernel::Result<Fan> probe(
///     #       const kernel::platform::Device<kernel::device::Core>&) {
///     #     return {std::in_place};
///     #   }
///     # };
///     KERNEL_PLATFORM_DEVICE_TABLE(Fan);
///     # ---
///
///     auto fan = TRY(kernel::platform::DriverRegistration<Fan>::make(kernel::GFP_KERNEL));
template <typename T>
using DriverRegistration = driver::Registration<detail::Bus<T>>;

}  // namespace kernel::platform
