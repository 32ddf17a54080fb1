// SPDX-License-Identifier: GPL-2.0
// An object has one owner.
// misuse: Boxes: two owners of one object
// rust: compile error: use after move (E0382)
// expect: error: use of deleted function .*Box

#include <kernel/alloc/kbox.hpp>

[[maybe_unused]] static kernel::KBox<int> example(kernel::KBox<int>& box) {
#ifdef FAIL
  return kernel::KBox<int>(box);
#else
  return kernel::KBox<int>(std::move(box));
#endif
}
