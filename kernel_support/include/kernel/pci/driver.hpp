// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Drivers of PCI devices.

#include <kernel/driver.hpp>
#include <kernel/pci/device.hpp>
#include <kernel/pci/id.hpp>

/// The PCI bus: devices that tell what they are, registers in memory, interrupts, and access of
/// devices to memory.
namespace kernel::pci {

/// The base of a class that drives PCI devices: each object is what the driver has for one of them.
///
///     # module: cpp_card
///     # #include <kernel/dev_print.hpp>
///     # #include <kernel/pci/driver.hpp>
///     using kernel::device::Core;
///     using kernel::pci::Bar;
///     using kernel::pci::DeviceId;
///
///     class Card : public kernel::pci::Driver<Card> {
///      public:
///       static constexpr auto kIds = kernel::pci::id_table(DeviceId::from_id(0x1234, 0x0001));
///
///       static kernel::Result<Card> probe(const kernel::pci::Device<Core>& device) {
///         TRY(device.enable_device_mem(kernel::GFP_KERNEL));
///         auto bar = TRY(device.iomap_region<4096, "cpp_card">(kernel::GFP_KERNEL, 0));
///         dev_info(device, "ready\n");
///         return {std::in_place, std::move(bar)};
///       }
///
///       explicit Card(kernel::Devres<Bar<4096>> bar) : bar_(std::move(bar)) {}
///
///      private:
///       kernel::Devres<Bar<4096>> bar_;
///     };
///     KERNEL_PCI_DEVICE_TABLE(Card);
///
///     KERNEL_MODULE(kernel::driver::Module<kernel::pci::DriverRegistration<Card>>, {
///       .name = "cpp_card",
///       .license = "GPL",
///     });
///
/// - `static constexpr auto kIds`: the devices, an id_table().
/// - `static constexpr CStr kName`, if there is one, is how the driver is called; otherwise it is
///   called as the module.
/// - `static Result<T> probe(const pci::Device<device::Core>&)` builds the object where it stays
///   (`return {std::in_place, arguments...};`), or returns the error for which the driver does not
///   want the device. If the table tells something about devices, there is a second parameter, an
///   `OptionalRef<const Info>`: none for a device that is not in the table, to which somebody
///   attaches the driver by hand (`driver_override`).
/// - `void unbind(const pci::Device<device::Core>&)`, if there is one, is called when the driver is
///   detached. The object is destroyed next, then what it has tied to the device and not destroyed.
///
/// \context probe(), unbind() and the destructor may sleep.
/// \wraps{linux/pci.h,PCI/pci.html}
template <typename Self>
class Driver : public driver::Driver {
 protected:
  Driver() = default;
  ~Driver() = default;
};

namespace detail {

template <typename T>
using InfoOf = typename decltype(T::kIds)::Info;

template <typename T>
concept ProbesWith = !std::is_void_v<InfoOf<T>> && requires(const Device<device::Core>& device,
                                                            OptionalRef<const InfoOf<T>> info) {
  { T::probe(device, info) } -> std::same_as<Result<T>>;
};

/// The bus, for driver::Registration.
template <typename T>
struct Bus {
  using Raw = ::pci_driver;
  using Calls = driver::detail::Calls<T, Device<device::Core>>;

  static int probe(::pci_dev* raw, const ::pci_device_id* id) {
    if constexpr (ProbesWith<T>) {
      // SAFETY: the bus is calling.
      const auto& device = Device<device::Core>::from_raw(raw);
      return driver::detail::attach<T>(
          device, [&device, id] { return T::probe(device, T::kIds.info(id)); });
    } else {
      return Calls::probe(raw);
    }
  }
  static void remove(::pci_dev* raw) { Calls::remove(raw); }

  static void describe(Raw& driver) {
    static_assert(std::derived_from<T, Driver<T>>, "derive it from pci::Driver<itself>");
    static_assert(Calls::kProbes || ProbesWith<T>,
                  "probe() of a PCI driver is static Result<itself> "
                  "probe(const pci::Device<device::Core>&), with OptionalRef<const Info> as second "
                  "parameter if the table tells something");
    static_assert(!Calls::kUnbindsOtherwise,
                  "unbind() of a PCI driver is void unbind(const pci::Device<device::Core>&)");
    static_assert(
        kernel::detail::HasDeviceTable<T>,
        "write KERNEL_PCI_DEVICE_TABLE(itself); behind the driver, so that modprobe finds "
        "the module");
    if constexpr (kernel::detail::HasDeviceTable<T>) {
      driver.name = driver::detail::name_of<T>();
      driver.probe = probe;
      driver.remove = remove;
      driver.id_table = Calls::table();
    }
  }
  static int register_driver(Raw& driver) {
    return bindings::__pci_register_driver(&driver, ThisModule::get().as_raw(), KBUILD_MODNAME);
  }
  static void unregister_driver(Raw& driver) { bindings::pci_unregister_driver(&driver); }
};

}  // namespace detail

/// A driver that the PCI bus knows, as long as this object is there; see driver::Registration.
///
///     # #include <kernel/pci/driver.hpp>
///     # struct Card : kernel::pci::Driver<Card> {
///     #   static constexpr auto kIds =
///     #       kernel::pci::id_table(kernel::pci::DeviceId::from_id(0x1234, 0x0001));
///     #   static kernel::Result<Card> probe(const kernel::pci::Device<kernel::device::Core>&) {
///     #     return {std::in_place};
///     #   }
///     # };
///     KERNEL_PCI_DEVICE_TABLE(Card);
///     # ---
///
///     auto driver = TRY(kernel::pci::DriverRegistration<Card>::make(kernel::GFP_KERNEL));
template <typename T>
using DriverRegistration = driver::Registration<detail::Bus<T>>;

}  // namespace kernel::pci
