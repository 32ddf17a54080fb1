// SPDX-License-Identifier: GPL-2.0
// What would the sum of two moments be?
// expect: error: no match for 'operator\+'

#include <kernel/time.hpp>

[[maybe_unused]] static kernel::Instant example(kernel::Instant now) {
#ifdef FAIL
  return now + now;
#else
  return now + kernel::Delta::from_secs(1);
#endif
}
