// SPDX-License-Identifier: GPL-2.0
#pragma once
// Internal to kernel_support: tables of the devices that a driver is for.

#include <kernel/str.hpp>

namespace kernel::detail {

/// A table as C code and modpost want it: the entries, and one of zeroes.
template <typename Raw, size_t N>
struct IdTable {
  Raw entries[N + 1] = {};
};

/// A table of such names, for a bus that knows devices by name.
template <typename Raw, size_t... kSizes>
consteval auto table_of_names(const char (&... names)[kSizes]) {
  static_assert(sizeof...(kSizes) > 0, "name the devices that the driver is for");
  static_assert(((kSizes <= sizeof(Raw::name)) && ...),
                "the kernel has no room for a name that long");
  IdTable<Raw, sizeof...(kSizes)> table;
  auto* entry = table.entries;
  auto add = [&entry](const char* name) {
    for (char* to = entry++->name; *name; ++name) *to++ = *name;
  };
  (add(names), ...);
  return table;
}

/// Whether KERNEL_DEVICE_TABLE_ was written behind a driver.
template <typename T>
concept HasDeviceTable = requires(const T* driver) {
  kernel_device_table_(driver);
};

}  // namespace kernel::detail

// The name that modpost looks for; since Linux 7 it has the module's in it.
#ifdef CXX_DEVICE_TABLES_NAME_MODULE
#define KERNEL_STRING_OF_(...) #__VA_ARGS__
#define KERNEL_STRING_(...) KERNEL_STRING_OF_(__VA_ARGS__)
#define KERNEL_DEVICE_TABLE_SYMBOL_(bus, Type) \
  "__mod_device_table__kmod_" KERNEL_STRING_(__KBUILD_MODNAME) "__" #bus "__" #Type
#else
#define KERNEL_DEVICE_TABLE_SYMBOL_(bus, Type) "__mod_" #bus "__" #Type "_device_table"
#endif

// Makes the table of \p Type a symbol of which modpost makes aliases of the module; `used` keeps
// it. It is also what the driver is registered with. A driver that is part of the kernel had no
// aliases before Linux 7, and others may have its name.
#if defined(MODULE) || defined(CXX_DEVICE_TABLES_NAME_MODULE)
#define KERNEL_DEVICE_TABLE_OBJECT_(bus, Type)                                       \
  extern "C" {                                                                       \
  extern const decltype(Type::kIds.table) kernel_device_table_of_##Type __asm__(     \
      KERNEL_DEVICE_TABLE_SYMBOL_(bus, Type));                                       \
  [[gnu::used]] constexpr decltype(Type::kIds.table) kernel_device_table_of_##Type = \
      Type::kIds.table;                                                              \
  }
#else
#define KERNEL_DEVICE_TABLE_OBJECT_(bus, Type) \
  static constexpr decltype(Type::kIds.table) kernel_device_table_of_##Type = Type::kIds.table;
#endif
#define KERNEL_DEVICE_TABLE_(bus, Type)                                   \
  KERNEL_DEVICE_TABLE_OBJECT_(bus, Type)                                  \
  [[maybe_unused]] static const auto* kernel_device_table_(const Type*) { \
    return kernel_device_table_of_##Type.entries;                         \
  }                                                                       \
  static_assert(true)
