// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Which devices on the auxiliary bus a driver is for.

#include <bindings.hpp>

#include <kernel/detail/device_id.hpp>

namespace kernel::auxiliary {

/// The devices that a driver is for; see id_table().
///
///     constexpr auto ids = kernel::auxiliary::id_table("nova_core.nova-drm");
///     static_assert(std::same_as<decltype(ids), const kernel::auxiliary::IdTable<1>>);
template <size_t N>
struct IdTable {
  /// \cond
  kernel::detail::IdTable<::auxiliary_device_id, N> table = {};
  /// \endcond
};

/// A table of names: each that of the module, a dot, and that of the device without its number.
///
///     static constexpr auto kIds = kernel::auxiliary::id_table("cpp_switch.port");
///     # static_cast<void>(kIds);
template <size_t... kSizes>
consteval auto id_table(const char (&... names)[kSizes]) {
  return IdTable<sizeof...(kSizes)>{
      kernel::detail::table_of_names<::auxiliary_device_id>(names...)};
}

}  // namespace kernel::auxiliary

/// Puts the table of \p Type, an auxiliary::Driver, where modprobe's aliases are made from. Once
/// for each driver, right behind the class and in its namespace.
///
///     # #include <kernel/auxiliary/driver.hpp>
///     struct Valve : kernel::auxiliary::Driver<Valve> {
///       static constexpr auto kIds = kernel::auxiliary::id_table("cpp_boiler.valve");
///       static kernel::Result<Valve> probe(
///           const kernel::auxiliary::Device<kernel::device::Core>&) {
///         return {std::in_place};
///       }
///     };
///     KERNEL_AUXILIARY_DEVICE_TABLE(Valve);
///     # ---
///     # static_assert(std::derived_from<Valve, kernel::driver::Driver>);
///
/// \p Type is a name without `::`.
#define KERNEL_AUXILIARY_DEVICE_TABLE(Type) KERNEL_DEVICE_TABLE_(auxiliary, Type)
