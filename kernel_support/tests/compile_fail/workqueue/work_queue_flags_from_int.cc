// SPDX-License-Identifier: GPL-2.0
// A number says nothing.
// expect: error: .*(no matching function|could not convert|cannot convert)

#include <kernel/workqueue.hpp>

[[maybe_unused]] static bool example() {
#ifdef FAIL
  return kernel::workqueue::OwnedQueue::make("example", 2).is_ok();
#else
  return kernel::workqueue::OwnedQueue::make("example", kernel::WQ_UNBOUND).is_ok();
#endif
}
