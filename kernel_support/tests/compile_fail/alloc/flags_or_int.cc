// SPDX-License-Identifier: GPL-2.0
// Nor can one be added to flags.
// misuse: Boxes: a number is added to allocation flags
// rust: compile error: no such operator (E0277)
// expect: error: no match for .*operator\|

#include <kernel/alloc/kbox.hpp>

[[maybe_unused]] static auto example() {
#ifdef FAIL
  return kernel::KBox<int>::make_uninit(kernel::GFP_KERNEL | 0x100);
#else
  return kernel::KBox<int>::make_uninit(kernel::GFP_KERNEL | kernel::__GFP_ZERO);
#endif
}
