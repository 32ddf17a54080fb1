// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// How far the addresses of a device reach.

#include <helpers/dma-mapping.h>

#include <kernel/device.hpp>
#include <kernel/result.hpp>
#include <kernel/thread_safety.hpp>

namespace kernel::dma {

/// How many bits a device's addresses have: it reaches the memory below that.
///
///     # #include <kernel/dma/mask.hpp>
///     constexpr auto kMask = kernel::dma::Mask::make<28>();
///     EXPECT_EQ(kMask.as_raw(), 0x0fff'ffff);
///     EXPECT_EQ(TRY(kernel::dma::Mask::try_make(64)).as_raw(), ~0ULL);
///     EXPECT(kernel::dma::Mask::try_make(65).error() == kernel::EINVAL);
///
/// \context Any.
/// \wraps{linux/dma-mapping.h,core-api/dma-api-howto.html}
class Mask {
 public:
  /// That of so many bits, 1 to 64.
  template <unsigned bits>
  static consteval Mask make() {
    static_assert(bits >= 1 && bits <= 64, "addresses for DMA have 1 to 64 bits");
    return of(bits);
  }
  /// The same of a number that only the program knows.
  ///
  /// \errors #EINVAL if \p bits is 0 or more than 64.
  static constexpr Result<Mask> try_make(unsigned bits) {
    if (bits < 1 || bits > 64) return EINVAL;
    return of(bits);
  }

  /// The mask as C functions take it (`DMA_BIT_MASK`): the greatest address.
  constexpr u64 as_raw() const { return greatest_; }

  friend constexpr bool operator==(Mask, Mask) = default;

 private:
  constexpr explicit Mask(u64 greatest) : greatest_(greatest) {}
  static constexpr Mask of(unsigned bits) { return Mask(~0ULL >> (64 - bits)); }

  u64 greatest_;
};

/// Says how far the addresses of \p device reach, for all memory that it shall be given from now
/// on. Before probe() says so the kernel takes them for 32 bits.
///
/// \errors #EIO if the machine has no memory that the device reaches, or the bus none of these
/// addresses.
/// \context probe(), before any memory for DMA is had. May sleep.
/// \wraps{linux/dma-mapping.h,core-api/dma-api-howto.html}
inline Result<void> set_mask(const Device<device::Core>& device, Mask mask) KERNEL_MAY_SLEEP {
  return to_result(cpp_helper_dma_set_mask_and_coherent(device.as_raw(), mask.as_raw()));
}

}  // namespace kernel::dma
