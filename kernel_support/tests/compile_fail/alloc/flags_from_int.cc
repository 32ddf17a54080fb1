// SPDX-License-Identifier: GPL-2.0
// A number says nothing about how memory may be had.
// misuse: Boxes: a number in the place of allocation flags
// rust: compile error: mismatched types (E0308)
// expect: error: no matching function for call to .*make_uninit\(int\)
// expect: no known conversion for argument 1 from .int. to .kernel::alloc::Flags

#include <kernel/alloc/kbox.hpp>

[[maybe_unused]] static auto example() {
#ifdef FAIL
  return kernel::KBox<int>::make_uninit(0xcc0);
#else
  return kernel::KBox<int>::make_uninit(kernel::GFP_KERNEL);
#endif
}
