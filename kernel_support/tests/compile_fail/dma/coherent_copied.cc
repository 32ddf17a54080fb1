// SPDX-License-Identifier: GPL-2.0
// A copy would free the memory a second time.
// misuse: Registers and DMA: memory for DMA is copied
// rust: compile error: use of moved value (E0382)
// expect: error: use of deleted function

#include <kernel/dma/coherent.hpp>

using Memory = kernel::dma::Coherent<u32>;

#ifdef FAIL
[[maybe_unused]] static void example(const Memory& memory) { Memory copy = memory; }
#else
[[maybe_unused]] static const Memory& example(const Memory& memory) { return memory; }
#endif
