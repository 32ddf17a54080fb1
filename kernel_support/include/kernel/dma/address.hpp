// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Addresses as devices see them.

#include <bindings.hpp>

namespace kernel::dma {

/// Where a device finds memory: an address on its bus, which is neither one that the processor has
/// for it nor one of physical memory, although on simple machines it may be the same number.
///
///     # #include <kernel/dma/address.hpp>
///     auto address = kernel::dma::Address::from_raw(0x1'2345'6000);
///     EXPECT_EQ(address.low(), 0x23456000);    // for two registers of 32 bits
///     EXPECT_EQ(address.high(), 1);
///     EXPECT((address + 0x80).as_raw() == 0x1'2345'6080);
///
/// It tells nothing of how long the memory is there.
///
/// \context Any.
/// \wraps{linux/dma-mapping.h,core-api/dma-api.html}
class Address {
 public:
  /// The address that C code or a device names.
  static constexpr Address from_raw(dma_addr_t address) { return Address(address); }
  /// The address as C functions and registers take it.
  constexpr dma_addr_t as_raw() const { return address_; }

  /// Its lower half.
  constexpr u32 low() const { return static_cast<u32>(address_); }
  /// Its upper half.
  constexpr u32 high() const { return static_cast<u32>(static_cast<u64>(address_) >> 32); }

  /// The address so many bytes behind.
  friend constexpr Address operator+(Address address, size_t offset) {
    return Address(address.address_ + offset);
  }
  friend constexpr bool operator==(Address, Address) = default;

 private:
  constexpr explicit Address(dma_addr_t address) : address_(address) {}

  dma_addr_t address_;
};

}  // namespace kernel::dma
