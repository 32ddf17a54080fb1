// SPDX-License-Identifier: GPL-2.0
// C++ converts numbers by itself, except in braces.
// misuse: Language: a number is cut where it is assigned
// rust: compile error: mismatched types (E0308)
// by: nobody
// reason: half of all assignments to small types would need a cast; in braces it is an error

#include <kernel/result.hpp>

[[maybe_unused]] static unsigned char checksum(unsigned sum) {
  unsigned char byte = 0;
#ifdef FAIL
  byte = sum;
#else
  byte = static_cast<unsigned char>(sum & 0xff);
#endif
  return byte;
}
