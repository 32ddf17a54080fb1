// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Which way data goes between memory and a device.

#include <bindings.hpp>

namespace kernel::dma {

/// Which way data goes.
///
///     # #include <kernel/dma/streaming.hpp>
///     # ---
///     using Outgoing = kernel::dma::Streaming<u8, kernel::dma::Direction::kToDevice>;
///     # static_assert(!std::is_copy_constructible_v<Outgoing>);
enum class Direction : u8 {
  kToDevice,       ///< the device reads
  kFromDevice,     ///< the device writes
  kBidirectional,  ///< it does both
};

namespace detail {

/// The direction as C functions take it.
constexpr ::dma_data_direction to_raw(Direction direction) {
  switch (direction) {
    case Direction::kToDevice:
      return bindings::DMA_TO_DEVICE;
    case Direction::kFromDevice:
      return bindings::DMA_FROM_DEVICE;
    case Direction::kBidirectional:
      break;
  }
  return bindings::DMA_BIDIRECTIONAL;
}

}  // namespace detail

}  // namespace kernel::dma
