// SPDX-License-Identifier: GPL-2.0
// Braces convert only what fits.
// misuse: Language: a number is cut where braces initialise
// rust: compile error: mismatched types (E0308)
// expect: error: narrowing conversion of 'length' from 'long unsigned int' to 'unsigned char'

#include <kernel/result.hpp>

[[maybe_unused]] static unsigned char first_byte(unsigned long length) {
#ifdef FAIL
  unsigned char byte{length};
#else
  unsigned char byte{static_cast<unsigned char>(length & 0xff)};
#endif
  return byte;
}
