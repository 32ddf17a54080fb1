// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Which PCI devices a driver is for.

#include <bindings.hpp>

#include <array>
#include <kernel/detail/device_id.hpp>
#include <kernel/types/optional_ref.hpp>

namespace kernel::pci {

/// What a PCI device must have for a driver to be for it.
///
///     using kernel::pci::DeviceId;
///     constexpr DeviceId edu = DeviceId::from_id(0x1234, 0x11e8);
///     constexpr DeviceId any_display = DeviceId::from_class(0x030000, 0xff0000);
///     constexpr DeviceId display_of_one = any_display.of_vendor(0x10de);
///     # static_cast<void>(edu);
///     # static_cast<void>(display_of_one);
///
/// \context Any.
/// \wraps{linux/mod_devicetable.h,PCI/pci.html}
class DeviceId {
 public:
  /// The device \p device of the maker \p vendor.
  static constexpr DeviceId from_id(u16 vendor, u16 device) {
    DeviceId id;
    id.raw_.vendor = vendor;
    id.raw_.device = device;
    return id;
  }
  /// Every device whose class (three bytes: class, subclass, programming interface) is
  /// \p class_code in the bits of \p mask.
  static constexpr DeviceId from_class(u32 class_code, u32 mask) {
    DeviceId id;
    id.raw_.class_ = class_code;
    id.raw_.class_mask = mask;
    return id;
  }
  /// The same, but only those of the maker \p vendor.
  constexpr DeviceId of_vendor(u16 vendor) const {
    DeviceId id = *this;
    id.raw_.vendor = vendor;
    return id;
  }
  /// The same, but only those of one maker of boards, and of its board \p subdevice.
  constexpr DeviceId of_subsystem(u16 subvendor, u16 subdevice) const {
    DeviceId id = *this;
    id.raw_.subvendor = subvendor;
    id.raw_.subdevice = subdevice;
    return id;
  }

  /// \cond
  constexpr const ::pci_device_id& as_raw() const { return raw_; }
  /// \endcond

 private:
  static constexpr u32 kAny = ~0U;

  constexpr DeviceId() {
    raw_.vendor = kAny;
    raw_.device = kAny;
    raw_.subvendor = kAny;
    raw_.subdevice = kAny;
  }

  ::pci_device_id raw_ = {};
};

/// A device, and what its driver is told about it.
///
///     struct Bars {
///       unsigned registers, memory;
///     };
///     constexpr kernel::pci::Entry entry{kernel::pci::DeviceId::from_id(0x1af4, 0x1110),
///                                        Bars{.registers = 2, .memory = 2}};
///     static_assert(entry.info.registers == 2);
template <typename T>
struct Entry {
  DeviceId id;  ///< which device
  T info;       ///< what there is to say of it
};
/// \cond  clang does not find it by itself
template <typename T>
Entry(DeviceId, T) -> Entry<T>;
/// \endcond

/// The devices that a driver is for; see id_table().
///
///     constexpr auto ids = kernel::pci::id_table(kernel::pci::DeviceId::from_id(0x1234, 0x11e8));
///     static_assert(std::same_as<decltype(ids), const kernel::pci::IdTable<1>>);
template <size_t N, typename T = void>
struct IdTable {
  /// What the driver is told about a device.
  using Info = T;

  /// \cond
  kernel::detail::IdTable<::pci_device_id, N> table = {};
  std::array<T, N> infos;

  // INVARIANT: driver_data is 1 for the first entry. Who attaches the driver to a device that is
  // not in the table gives none, which is 0.
  constexpr OptionalRef<const T> info(const ::pci_device_id* id) const {
    if (id->driver_data == 0 || id->driver_data > N) return {};
    return OptionalRef<const T>(infos[id->driver_data - 1]);
  }
  /// \endcond
};

/// One without a word about the devices.
template <size_t N>
struct IdTable<N, void> {
  /// The driver is told nothing.
  using Info = void;

  /// \cond
  kernel::detail::IdTable<::pci_device_id, N> table = {};
  /// \endcond
};

/// A table of devices.
///
///     static constexpr auto kIds =
///         kernel::pci::id_table(kernel::pci::DeviceId::from_id(0x1234, 0x11e8),
///                               kernel::pci::DeviceId::from_class(0x00ff00, 0xffff00));
///     # static_cast<void>(kIds);
template <std::same_as<DeviceId>... Ids>
consteval auto id_table(Ids... ids) {
  static_assert(sizeof...(ids) > 0, "name the devices that the driver is for");
  return IdTable<sizeof...(ids)>{{{ids.as_raw()...}}};
}

/// A table of devices, and what the driver is told about each.
///
///     using kernel::pci::DeviceId;
///     using kernel::pci::Entry;
///     static constexpr auto kIds =
///         kernel::pci::id_table(Entry{DeviceId::from_id(0x1af4, 0x1110), 2},
///                               Entry{DeviceId::from_id(0x10de, 0x2204), 0});
///     static_assert(kIds.infos[0] == 2);
template <typename T, std::same_as<Entry<T>>... Rest>
consteval auto id_table(Entry<T> first, Rest... rest) {
  IdTable<1 + sizeof...(rest), T> ids = {{{first.id.as_raw(), rest.id.as_raw()...}},
                                         {first.info, rest.info...}};
  for (size_t i = 0; i <= sizeof...(rest); ++i) ids.table.entries[i].driver_data = i + 1;
  return ids;
}

}  // namespace kernel::pci

/// Puts the table of \p Type, a pci::Driver, where modprobe's aliases are made from. Once for each
/// driver, right behind the class and in its namespace.
///
///     # #include <kernel/pci/driver.hpp>
///     struct Card : kernel::pci::Driver<Card> {
///       static constexpr auto kIds =
///           kernel::pci::id_table(kernel::pci::DeviceId::from_id(0x1234, 0x0001));
///       static kernel::Result<Card> probe(const kernel::pci::Device<kernel::device::Core>&) {
///         return {std::in_place};
///       }
///     };
///     KERNEL_PCI_DEVICE_TABLE(Card);
///     # ---
///     # static_assert(std::derived_from<Card, kernel::driver::Driver>);
///
/// \p Type is a name without `::`.
#define KERNEL_PCI_DEVICE_TABLE(Type) KERNEL_DEVICE_TABLE_(pci, Type)
