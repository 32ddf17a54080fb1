// SPDX-License-Identifier: GPL-2.0
// Whoever detaches the driver destroys it, in any thread.
// misuse: Drivers: what goes with a driver must stay with its thread
// rust: compile error: cannot be sent between threads safely (E0277)
// expect: error: static assertion failed: any thread may use it and take it away

#include <kernel/devres.hpp>

struct Local : kernel::NotThreadSafe {};
struct Shared {};

[[maybe_unused]] static kernel::Result<void> example(
    const kernel::Device<kernel::device::Bound>& device) {
#ifdef FAIL
  auto made = TRY(kernel::Devres<Local>::make(kernel::GFP_KERNEL, device));
#else
  auto made = TRY(kernel::Devres<Shared>::make(kernel::GFP_KERNEL, device));
#endif
  return {};
}
