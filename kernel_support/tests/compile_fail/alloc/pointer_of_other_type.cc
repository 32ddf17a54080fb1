// SPDX-License-Identifier: GPL-2.0
// A void* is not just any pointer.
// misuse: Language: untyped memory is taken for an object
// rust: compile error: mismatched types (E0308)
// expect: error: invalid conversion from 'void\*' to 'int\*'

#include <kernel/alloc/kbox.hpp>

[[maybe_unused]] static int read(void* memory) {
#ifdef FAIL
  int* number = memory;
#else
  // SAFETY: the caller has put one there.
  int* number = static_cast<int*>(memory);
#endif
  return *number;
}
