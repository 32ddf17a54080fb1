// SPDX-License-Identifier: GPL-2.0
// An area is a new one only while mmap() runs.
// misuse: Files and devices: mmap() keeps the area
// rust: compile error: no owned value of it, and not Copy
// expect: error: use of deleted function .*VmaNew

#include <kernel/mm/virt.hpp>

[[maybe_unused]] static bool example(kernel::VmaNew& area) {
#ifdef FAIL
  kernel::VmaNew kept = area;
#else
  kernel::VmaNew& kept = area;
#endif
  return kept.is_shared();
}
