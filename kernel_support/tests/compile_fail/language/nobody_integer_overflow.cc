// SPDX-License-Identifier: GPL-2.0
// There is one `+`, for sums that may not fit, too.
// misuse: Language: a sum that does not fit
// rust: panic with `CONFIG_RUST_OVERFLOW_CHECKS`, else it wraps
// by: nobody
// reason: it wraps, as the kernel's flags define it; ``__builtin_add_overflow()`` tells

#include <kernel/result.hpp>

[[maybe_unused]] static kernel::Result<int> sum(int first, int second) {
#ifdef FAIL
  return first + second;
#else
  int both = 0;
  if (__builtin_add_overflow(first, second, &both)) return kernel::EOVERFLOW;
  return both;
#endif
}
