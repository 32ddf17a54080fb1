// SPDX-License-Identifier: GPL-2.0
// What only the device reads, nothing comes back from.
// misuse: Registers and DMA: a large buffer is read that goes to the device
// rust: no counterpart
// expect: error: no matching function for call to .*read

#include <kernel/scatterlist/owned.hpp>

using kernel::dma::Direction, kernel::scatterlist::Owned;
using ToDevice = Owned<u32, Direction::kToDevice>;
using FromDevice = Owned<u32, Direction::kFromDevice>;

[[maybe_unused]] static void example(const ToDevice& out, const FromDevice& in) {
  u32 numbers[4] = {};
#ifdef FAIL
  (void)out.read(0, numbers).is_ok();
  (void)in.size();
#else
  (void)out.write(0, numbers).is_ok();
  (void)in.size();
#endif
}
