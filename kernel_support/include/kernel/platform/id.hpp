// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Which devices of the machine a driver is for.

#include <bindings.hpp>

#include <kernel/detail/device_id.hpp>

namespace kernel::platform {

/// The devices that a driver is for; see id_table().
///
///     # #include <kernel/platform/id.hpp>
///     constexpr auto ids = kernel::platform::id_table("cpp_fan");
///     static_assert(std::same_as<decltype(ids), const kernel::platform::IdTable<1>>);
template <size_t N>
struct IdTable {
  /// \cond
  kernel::detail::IdTable<::platform_device_id, N> table = {};
  /// \endcond
};

/// A table of names, without the numbers of the devices.
///
///     # #include <kernel/platform/id.hpp>
///     static constexpr auto kIds = kernel::platform::id_table("cpp_fan", "cpp_large_fan");
///     # static_cast<void>(kIds);
template <size_t... kSizes>
consteval auto id_table(const char (&... names)[kSizes]) {
  return IdTable<sizeof...(kSizes)>{kernel::detail::table_of_names<::platform_device_id>(names...)};
}

}  // namespace kernel::platform

/// Puts the table of \p Type, a platform::Driver, where modprobe's aliases are made from. Once for
/// each driver, right behind the class and in its namespace.
///
///     # #include <kernel/platform/driver.hpp>
///     struct Fan : kernel::platform::Driver<Fan> {
///       static constexpr auto kIds = kernel::platform::id_table("cpp_fan");
///       static kernel::Result<Fan> probe(
///           const kernel::platform::Device<kernel::device::Core>&) {
///         return {std::in_place};
///       }
///     };
///     KERNEL_PLATFORM_DEVICE_TABLE(Fan);
///     # ---
///     # static_assert(std::derived_from<Fan, kernel::driver::Driver>);
///
/// \p Type is a name without `::`.
#define KERNEL_PLATFORM_DEVICE_TABLE(Type) KERNEL_DEVICE_TABLE_(platform, Type)
