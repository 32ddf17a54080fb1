// SPDX-License-Identifier: GPL-2.0
// A number alone has no unit.
// misuse: Work and timers: a time without a unit
// rust: compile error: mismatched types (E0308)
// expect: error: could not convert '100' from 'int' to 'kernel::Delta'

#include <kernel/time/delay.hpp>

[[maybe_unused]] static void example() {
#ifdef FAIL
  kernel::fsleep(100);
#else
  kernel::fsleep(kernel::Delta::from_millis(100));
#endif
}
