// SPDX-License-Identifier: GPL-2.0
// The pointer would be shared, and what it points to with it.
// misuse: Shared objects: a raw pointer inside becomes shared
// rust: compile error, where it is sent: not Send
// expect: error: static assertion failed: an Arc shares its object with other threads

#include <kernel/sync/arc.hpp>

[[maybe_unused]] static kernel::Result<void> example([[maybe_unused]] int& number) {
#ifdef FAIL
  auto shared = TRY(kernel::UniqueArc<int*>::make(kernel::GFP_KERNEL, &number));
#else
  auto shared = TRY(kernel::UniqueArc<int>::make(kernel::GFP_KERNEL, number));
#endif
  return *shared ? kernel::EINVAL : kernel::Result<void>();
}
