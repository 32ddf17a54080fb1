// SPDX-License-Identifier: GPL-2.0
// Others may read it at the same time.
// misuse: Shared objects: changed while others may read it
// rust: compile error: no `DerefMut` for Arc (E0594)
// expect: error: assignment of member .*level.* in read-only object

#include <kernel/sync/arc.hpp>

struct Settings {
  int level;
};

#ifdef FAIL
using Owner = kernel::Arc<Settings>;
#else
using Owner = kernel::UniqueArc<Settings>;
#endif

[[maybe_unused]] static void example(Owner& settings) {
#ifdef FAIL
  settings->level = 3;
#else
  settings->level = 3;
#endif
}
