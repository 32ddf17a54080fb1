// SPDX-License-Identifier: GPL-2.0
// No processor changes a structure at once.
// misuse: Atomics: a structure that no processor changes at once
// rust: compile error: no `AtomicType`
// expect: error: template constraint failure for .*Atomic
// expect: AtomicValue

#include <kernel/sync/atomic.hpp>

struct Pair {
  long first;
  long second;
};

#ifdef FAIL
[[maybe_unused]] static kernel::Atomic<Pair> g_pair;
#else
[[maybe_unused]] static kernel::Atomic<long> g_pair;
#endif
