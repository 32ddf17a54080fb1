// SPDX-License-Identifier: GPL-2.0
// The box is empty after it was moved from.
// misuse: Boxes: a box used after it was moved from
// rust: compile error: use of a moved value (E0382)
// by: lint
// expect: 'box' used after it was moved: move it last, or assign to it first

#include <kernel/alloc/kbox.hpp>

void take(kernel::KBox<int> box);
int example(kernel::KBox<int> box);

int example(kernel::KBox<int> box) {
#ifdef FAIL
  take(std::move(box));
  return *box;
#else
  int number = *box;
  take(std::move(box));
  return number;
#endif
}
