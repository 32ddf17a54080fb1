// SPDX-License-Identifier: GPL-2.0
// Its upper bits would be lost.
// misuse: Language: a constant that does not fit
// rust: compile error: overflowing_literals
// expect: error: unsigned conversion from 'int' to 'unsigned char' changes value

#include <kernel/result.hpp>

[[maybe_unused]] static unsigned char level() {
#ifdef FAIL
  unsigned char level = 300;
#else
  unsigned char level = 200;
#endif
  return level;
}
