// SPDX-License-Identifier: GPL-2.0
#pragma once
// Internal to kernel_support: who still runs code of a module whose init() fails.

#include <kernel/this_module.hpp>
#include <kernel/time/delay.hpp>

namespace kernel::detail {

/// Waits until nobody has a file of this module open any more, if its init() has not succeeded.
///
/// Whoever closed a file that is gone may not be out of its release() yet. That one holds the
/// module, which keeps rmmod away, but not the end of a module whose init() fails.
inline void wait_for_module_users() {
#ifdef CONFIG_MODULE_UNLOAD
  struct module* module = this_module();
  if (!module || module->state != MODULE_STATE_COMING) return;
  // One is held by whoever loads the module.
  while (bindings::module_refcount(module) > 1) msleep(Delta::from_millis(1));
#endif
}

}  // namespace kernel::detail
