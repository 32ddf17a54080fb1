// SPDX-License-Identifier: GPL-2.0
// Moments on different clocks have nothing to do with each other.
// misuse: Work and timers: moments of two clocks are compared
// rust: compile error: mismatched types (E0308)
// expect: error: no match for 'operator-'

#include <kernel/time.hpp>

using RealInstant = kernel::BasicInstant<kernel::clock::RealTime>;

[[maybe_unused]] static kernel::Delta example(kernel::Instant now,
                                              [[maybe_unused]] kernel::Instant begin,
                                              [[maybe_unused]] RealInstant other) {
#ifdef FAIL
  return now - other;
#else
  return now - begin;
#endif
}
