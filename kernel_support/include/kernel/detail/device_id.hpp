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

/// Whether KERNEL_DEVICE_TABLE_ was written behind a driver.
template <typename T>
concept HasDeviceTable = requires(const T* driver) {
  kernel_device_table_(driver);
};

}  // namespace kernel::detail

// Makes the table of \p Type a symbol of the name that modpost looks for, which makes aliases of
// it; `used` keeps it. It is also what the driver is registered with.
#define KERNEL_DEVICE_TABLE_(bus, Type)                                                            \
  extern "C" {                                                                                     \
  [[gnu::used]] extern constexpr decltype(Type::kIds.table) __mod_##bus##__##Type##_device_table = \
      Type::kIds.table;                                                                            \
  }                                                                                                \
  [[maybe_unused]] static const auto* kernel_device_table_(const Type*) {                          \
    return __mod_##bus##__##Type##_device_table.entries;                                           \
  }                                                                                                \
  static_assert(true)
