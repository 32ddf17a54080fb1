// SPDX-License-Identifier: GPL-2.0
// What comes out depends on the processor.
// misuse: Language: a shift by a constant that is too large
// rust: compile error: arithmetic_overflow
// expect: error: left shift count >= width of type

#include <kernel/result.hpp>

[[maybe_unused]] static unsigned upper(unsigned word) {
#ifdef FAIL
  return word << 32;
#else
  return word << 31;
#endif
}
