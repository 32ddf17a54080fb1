// SPDX-License-Identifier: GPL-2.0
// The pages of a KVec are in a row already, and its memory is not vmalloc's.
// misuse: Registers and DMA: a KVec handed to a device in pieces, as if it were of vmalloc()
// rust: compile error: KVec is no AsPageIter (E0277)
// expect: error: .*(could not convert|cannot convert|cannot bind|invalid initialization|no matching function)

#include <kernel/scatterlist/owned.hpp>

using kernel::dma::Direction, kernel::scatterlist::Owned;
using ToDevice = Owned<u32, Direction::kToDevice>;
using FromDevice = Owned<u32, Direction::kFromDevice>;

[[maybe_unused]] static void example(const kernel::Device<kernel::device::Bound>& device) {
#ifdef FAIL
  (void)ToDevice::make(kernel::GFP_KERNEL, device, kernel::KVec<u32>()).is_ok();
#else
  (void)ToDevice::make(kernel::GFP_KERNEL, device, kernel::VVec<u32>()).is_ok();
#endif
}
