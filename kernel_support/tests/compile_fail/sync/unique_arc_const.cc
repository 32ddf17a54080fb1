// SPDX-License-Identifier: GPL-2.0
// The constness of an owner is that of its object: what threads share through a const reference,
// they must not write.
// misuse: Shared objects: an object changed through a constant owner
// rust: compile error: cannot assign behind a & reference (E0594)
// expect: error: assignment of read-only location

#include <kernel/sync/arc.hpp>

#ifdef FAIL
[[maybe_unused]] static void example(const kernel::UniqueArc<int>& number) {
  *number = 7;
#else
[[maybe_unused]] static void example(kernel::UniqueArc<int>& number) {
  *number = 7;
#endif
}
