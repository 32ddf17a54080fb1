// SPDX-License-Identifier: GPL-2.0
// How long a tick is depends on the kernel's configuration.
// misuse: Work and timers: milliseconds are passed for ticks
// rust: not caught: `Jiffies` is a number
// expect: error: no matching function for call to 'kernel::Jiffies::Jiffies\(int\)'

#include <kernel/time.hpp>

[[maybe_unused]] static bool example() {
#ifdef FAIL
  kernel::Jiffies timeout(250);
#else
  kernel::Jiffies timeout(kernel::Delta::from_secs(1));
#endif
  return timeout.is_zero();
}
