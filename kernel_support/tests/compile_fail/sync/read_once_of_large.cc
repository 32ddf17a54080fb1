// SPDX-License-Identifier: GPL-2.0
// No processor reads 24 bytes at once.
// misuse: Atomics: READ_ONCE() of what is read in pieces
// rust: no safe call; `read_volatile()` is unsafe
// expect: error: static assertion failed: only objects of 1, 2, 4 or 8 bytes can be read or written at once

#include <kernel/sync/access.hpp>

struct Large {
  long values[3];
};

[[maybe_unused]] static long example(Large& large) {
#ifdef FAIL
  return kernel::READ_ONCE(large).values[0];
#else
  return kernel::READ_ONCE(large.values[0]);
#endif
}
