// SPDX-License-Identifier: GPL-2.0
// It stands for an object of the kernel.
// misuse: Drivers: a device is copied out of its reference
// rust: compile error: cannot move out of a reference (E0507)
// expect: error: use of deleted function .*Device

#include <kernel/device.hpp>

using kernel::Device;
using kernel::device::Bound;

[[maybe_unused]] static void example(const Device<Bound>& device) {
#ifdef FAIL
  Device<Bound> copy(device);
  static_cast<void>(copy.dev_name());
#else
  static_cast<void>(device.dev_name());
#endif
}
