// SPDX-License-Identifier: GPL-2.0
// The processor would stop the thread.
// misuse: Language: a division by a zero that is known
// rust: compile error: unconditional_panic
// expect: error: division by zero

#include <kernel/result.hpp>

[[maybe_unused]] static int share(int bytes) {
#ifdef FAIL
  return bytes / 0;
#else
  return bytes / 2;
#endif
}
