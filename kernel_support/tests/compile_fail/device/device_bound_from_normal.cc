// SPDX-License-Identifier: GPL-2.0
// What is known of a device does not become more by itself.
// misuse: Drivers: what needs an attached driver is called with any device
// rust: compile error: mismatched types (E0308)
// expect: error: (invalid initialization of reference|cannot bind|no matching|could not convert)

#include <kernel/device.hpp>

using kernel::Device;
using kernel::device::Bound;

static void needs_driver(const Device<Bound>&) {}

[[maybe_unused]] static void example(const Device<>& any, const Device<Bound>& bound) {
#ifdef FAIL
  needs_driver(any);
#else
  needs_driver(bound);
  static_cast<void>(any);
#endif
}
