// SPDX-License-Identifier: GPL-2.0
// A device's address is not one of memory.
// misuse: Registers and DMA: the address that a device has for memory, taken for a pointer
// rust: compile error: non-primitive cast (E0605)
// expect: error: invalid .*cast

#include <kernel/dma/coherent.hpp>

[[maybe_unused]] static u32* example(const kernel::dma::Coherent<u32>& memory) {
#ifdef FAIL
  return reinterpret_cast<u32*>(memory.address());
#else
  return memory.as_raw();
#endif
}
