// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Drivers of devices on the auxiliary bus.

#include <kernel/auxiliary/device.hpp>
#include <kernel/auxiliary/id.hpp>
#include <kernel/driver.hpp>

/// The auxiliary bus: the driver of a device with several functions makes a device for each of
/// them, which a driver in another module drives.
namespace kernel::auxiliary {

/// The base of a class that drives devices on the auxiliary bus: each object is what the driver has
/// for one of them.
///
///     # module: cpp_port
///     # #include <kernel/dev_print.hpp>
///     # #include <kernel/module.hpp>
///     using kernel::device::Core;
///
///     class Port : public kernel::auxiliary::Driver<Port> {
///      public:
///       static constexpr auto kIds = kernel::auxiliary::id_table("cpp_switch.port");
///
///       static kernel::Result<Port> probe(const kernel::auxiliary::Device<Core>& device) {
///         dev_info(device, "here I am\n");
///         return {std::in_place};
///       }
///       void unbind(const kernel::auxiliary::Device<Core>& device) {
///         dev_info(device, "there I go\n");
///       }
///     };
///     KERNEL_AUXILIARY_DEVICE_TABLE(Port);
///
///     KERNEL_MODULE(kernel::driver::Module<kernel::auxiliary::DriverRegistration<Port>>, {
///       .name = "cpp_port",
///       .license = "GPL",
///     });
///
/// - `static constexpr auto kIds`: the devices, an id_table().
/// - `static Result<T> probe(const auxiliary::Device<device::Core>&)` builds the object where it
///   stays (`return {std::in_place, arguments...};`), or returns the error for which the driver
///   does not want the device.
/// - `void unbind(const auxiliary::Device<device::Core>&)`, if there is one, is called when the
///   driver is detached. The object is destroyed next, then what it has tied to the device and not
///   destroyed.
///
/// \context probe(), unbind() and the destructor may sleep.
/// \wraps{linux/auxiliary_bus.h,driver-api/auxiliary_bus.html}
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
  using Raw = ::auxiliary_driver;
  using Calls = driver::detail::Calls<T, Device<device::Core>>;

  static int probe(::auxiliary_device* raw, const ::auxiliary_device_id*) {
    return Calls::probe(raw);
  }
  static void remove(::auxiliary_device* raw) { Calls::remove(raw); }

  static void describe(Raw& driver) {
    static_assert(std::derived_from<T, Driver<T>>, "derive it from auxiliary::Driver<itself>");
    static_assert(Calls::kProbes,
                  "probe() of a driver on the auxiliary bus is static Result<itself> "
                  "probe(const auxiliary::Device<device::Core>&)");
    static_assert(!Calls::kUnbindsOtherwise,
                  "unbind() of a driver on the auxiliary bus is void unbind(const "
                  "auxiliary::Device<device::Core>&)");
    static_assert(
        kernel::detail::HasDeviceTable<T>,
        "write KERNEL_AUXILIARY_DEVICE_TABLE(itself); behind the driver, so that modprobe "
        "finds the module");
    if constexpr (kernel::detail::HasDeviceTable<T>) {
      driver.name = driver::detail::name_of<T>();
      driver.probe = probe;
      driver.remove = remove;
      driver.id_table = Calls::table();
    }
  }
  static int register_driver(Raw& driver) {
    return bindings::__auxiliary_driver_register(&driver, ThisModule::get().as_raw(),
                                                 KBUILD_MODNAME);
  }
  static void unregister_driver(Raw& driver) { bindings::auxiliary_driver_unregister(&driver); }
};

}  // namespace detail

/// A driver that the auxiliary bus knows, as long as this object is there; see
/// driver::Registration.
///
///     # struct Port : kernel::auxiliary::Driver<Port> {
///     #   static constexpr auto kIds = kernel::auxiliary::id_table("cpp_switch.port");
///     #   static kernel::Result<Port> probe(
///     #       const kernel::auxiliary::Device<kernel::device::Core>&) {
///     #     return {std::in_place};
///     #   }
///     # };
///     KERNEL_AUXILIARY_DEVICE_TABLE(Port);
///     # ---
///
///     auto port = TRY(kernel::auxiliary::DriverRegistration<Port>::make(kernel::GFP_KERNEL));
template <typename T>
using DriverRegistration = driver::Registration<detail::Bus<T>>;

}  // namespace kernel::auxiliary
