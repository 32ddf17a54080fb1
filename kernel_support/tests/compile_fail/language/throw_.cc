// SPDX-License-Identifier: GPL-2.0
// Nothing could catch it.
// misuse: Language: an exception that nobody can catch
// rust: no exceptions; a panic is BUG()
// expect: error: exception handling disabled
// expect: note: a kernel module cannot use exceptions: return a kernel::Result and pass errors on with TRY

#include <kernel/result.hpp>

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  throw 1;
#else
  return kernel::EINVAL;
#endif
}
