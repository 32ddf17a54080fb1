// SPDX-License-Identifier: GPL-2.0
// Addresses have at most 64 bits.
// misuse: Registers and DMA: a DMA mask of more than 64 bits
// rust: link error: `build_assert!`
// expect: error: static assertion failed: addresses for DMA have 1 to 64 bits

#include <kernel/dma/mask.hpp>

#ifdef FAIL
[[maybe_unused]] static constexpr auto kMask = kernel::dma::Mask::make<65>();
#else
[[maybe_unused]] static constexpr auto kMask = kernel::dma::Mask::make<64>();
#endif
