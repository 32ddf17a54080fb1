// SPDX-License-Identifier: GPL-2.0
// What only the device writes, nothing is to be put into.
// misuse: Registers and DMA: a buffer is written that comes from the device
// rust: no counterpart
// expect: error: no matching function for call to .*write

#include <kernel/dma/streaming.hpp>

using kernel::dma::Direction, kernel::dma::Streaming;
using ToDevice = Streaming<u32, Direction::kToDevice>;
using FromDevice = Streaming<u32, Direction::kFromDevice>;

[[maybe_unused]] static void example(const ToDevice& out, const FromDevice& in) {
  u32 numbers[4] = {};
#ifdef FAIL
  (void)in.write(0, numbers).is_ok();
  (void)out.size();
#else
  (void)in.read(0, numbers).is_ok();
  (void)out.size();
#endif
}
