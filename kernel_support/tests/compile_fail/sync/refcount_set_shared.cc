// SPDX-License-Identifier: GPL-2.0
// Others count at the same time.
// misuse: Atomics: setting a Refcount that is shared
// rust: not caught: `Refcount::set` takes a shared reference
// expect: error: passing 'const kernel::Refcount' as 'this' argument discards qualifiers

#include <kernel/sync/refcount.hpp>

#ifdef FAIL
[[maybe_unused]] static void example(const kernel::Refcount& owners) { owners.set(1); }
#else
[[maybe_unused]] static void example(kernel::Refcount& owners) { owners.set(1); }
#endif
