// SPDX-License-Identifier: GPL-2.0
// Memory for DMA belongs to a driver, which a device need not have.
// misuse: Registers and DMA: memory for DMA of a device that may have no driver
// rust: compile error: mismatched types (E0308)
// expect: error: (cannot convert|invalid initialization|could not convert|no matching function)

#include <kernel/dma/coherent.hpp>

[[maybe_unused]] static void example(const kernel::Device<>& normal,
                                     const kernel::Device<kernel::device::Bound>& bound) {
  (void)(normal == bound);
#ifdef FAIL
  (void)kernel::dma::Coherent<u32>::make(kernel::GFP_KERNEL, normal, 8).is_ok();
#else
  (void)kernel::dma::Coherent<u32>::make(kernel::GFP_KERNEL, bound, 8).is_ok();
#endif
}
