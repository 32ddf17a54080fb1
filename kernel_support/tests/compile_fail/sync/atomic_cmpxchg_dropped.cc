// SPDX-License-Identifier: GPL-2.0
// Who does not look does not know whether anything was exchanged.
// misuse: Atomics: nobody looks whether the exchange happened
// rust: warning: unused `Result` (must_use)
// expect: error: ignoring return value of .*try_cmpxchg

#include <kernel/sync/atomic.hpp>

[[maybe_unused]] static bool example(kernel::Atomic<int>& state) {
  int expected = 0;
#ifdef FAIL
  state.try_cmpxchg(expected, 1, kernel::Full);
  return true;
#else
  return state.try_cmpxchg(expected, 1, kernel::Full);
#endif
}
