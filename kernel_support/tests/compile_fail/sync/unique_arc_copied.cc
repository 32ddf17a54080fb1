// SPDX-License-Identifier: GPL-2.0
// It is the only owner.
// misuse: Shared objects: a second owner of what is said to be unique
// rust: compile error: use after move (E0382)
// expect: error: use of deleted function .*UniqueArc

#include <kernel/sync/arc.hpp>

[[maybe_unused]] static kernel::UniqueArc<int> example(kernel::UniqueArc<int>& object) {
#ifdef FAIL
  return kernel::UniqueArc<int>(object);
#else
  return kernel::UniqueArc<int>(std::move(object));
#endif
}
