// SPDX-License-Identifier: GPL-2.0
// The address of an object that goes at the end of the statement.
// misuse: Boxes: the address of what is in a box without a name
// rust: not caught: a raw pointer borrows nothing
// expect: error: use of deleted function .*as_raw\(\) const &&
// expect: the box goes at once: give it a name first

#include <kernel/alloc/kbox.hpp>

[[maybe_unused]] static kernel::Result<void> example(void (*use)(int*)) {
#ifdef FAIL
  use(TRY(kernel::KBox<int>::make(kernel::GFP_KERNEL, 42)).as_raw());
#else
  auto box = TRY(kernel::KBox<int>::make(kernel::GFP_KERNEL, 42));
  use(box.as_raw());
#endif
  return {};
}
