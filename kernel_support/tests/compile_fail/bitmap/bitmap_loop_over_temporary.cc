// SPDX-License-Identifier: GPL-2.0
// The bitmap is gone before the loop begins.
// misuse: Arrays and ids: a loop over the bits of a bitmap that is gone
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: use of deleted function .*set_bits

#include <kernel/bitmap.hpp>

kernel::Bitmap<16> make();

[[maybe_unused]] static size_t example() {
  size_t sum = 0;
#ifdef FAIL
  for (size_t bit : make().set_bits()) sum += bit;
#else
  auto bits = make();
  for (size_t bit : bits.set_bits()) sum += bit;
#endif
  return sum;
}
