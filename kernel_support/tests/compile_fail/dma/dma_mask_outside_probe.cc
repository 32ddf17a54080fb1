// SPDX-License-Identifier: GPL-2.0
// Memory may have been had with the old mask by then.
// misuse: Registers and DMA: the DMA mask is set outside of probe()
// rust: unsafe code only
// expect: error: invalid initialization of reference of type

#include <kernel/dma/mask.hpp>

[[maybe_unused]] static void example(const kernel::Device<kernel::device::Bound>& bound,
                                     const kernel::Device<kernel::device::Core>& core) {
  (void)bound.dev_name();
#ifdef FAIL
  (void)kernel::dma::set_mask(bound, kernel::dma::Mask::make<28>()).is_ok();
#else
  (void)kernel::dma::set_mask(core, kernel::dma::Mask::make<28>()).is_ok();
#endif
}
