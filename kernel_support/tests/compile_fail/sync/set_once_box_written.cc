// SPDX-License-Identifier: GPL-2.0
// What is set once is shared from then on, with all that it owns.
// misuse: Shared objects: writing into a box that was set once
// rust: compile error: `SetOnce` gives shared references (E0594)
// expect: error: assignment of read-only location

#include <kernel/alloc/kbox.hpp>
#include <kernel/sync/set_once.hpp>

[[maybe_unused]] static int example(const kernel::SetOnce<kernel::KBox<int>>& once) {
  auto number = once.as_ref();
#ifdef FAIL
  **number = 1;
#endif
  return **number;
}
