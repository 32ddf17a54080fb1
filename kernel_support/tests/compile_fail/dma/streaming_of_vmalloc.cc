// SPDX-License-Identifier: GPL-2.0
// Memory of vmalloc() is many pieces to a device.
// misuse: Registers and DMA: memory of vmalloc() handed to a device as one piece
// rust: unsafe code only
// expect: error: .*(could not convert|cannot convert|cannot bind|invalid initialization|no matching function)

#include <kernel/dma/streaming.hpp>

using kernel::dma::Direction, kernel::dma::Streaming;
using ToDevice = Streaming<u32, Direction::kToDevice>;
using FromDevice = Streaming<u32, Direction::kFromDevice>;

[[maybe_unused]] static void example(const kernel::Device<kernel::device::Bound>& device) {
#ifdef FAIL
  (void)ToDevice::make(kernel::GFP_KERNEL, device, kernel::VVec<u32>()).is_ok();
#else
  (void)ToDevice::make(kernel::GFP_KERNEL, device, kernel::KVec<u32>()).is_ok();
#endif
}
