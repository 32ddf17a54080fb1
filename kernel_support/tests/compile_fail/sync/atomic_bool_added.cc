// SPDX-License-Identifier: GPL-2.0
// One calculates with numbers.
// misuse: Atomics: a bool is added to
// rust: compile error: no `AtomicAdd` for bool
// expect: error: no matching function for call to .*fetch_add

#include <kernel/sync/atomic.hpp>

#ifdef FAIL
using Value = bool;
#else
using Value = int;
#endif

[[maybe_unused]] static void example(kernel::Atomic<Value>& value) {
#ifdef FAIL
  value.fetch_add(true, kernel::Full);
#else
  value.fetch_add(1, kernel::Full);
#endif
}
