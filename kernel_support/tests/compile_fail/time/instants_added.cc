// SPDX-License-Identifier: GPL-2.0
// What would the sum of two moments be?
// misuse: Work and timers: two moments are added
// rust: compile error: no such operator (E0369)
// expect: error: no match for 'operator\+'

#include <kernel/time.hpp>

[[maybe_unused]] static kernel::Instant example(kernel::Instant now) {
#ifdef FAIL
  return now + now;
#else
  return now + kernel::Delta::from_secs(1);
#endif
}
