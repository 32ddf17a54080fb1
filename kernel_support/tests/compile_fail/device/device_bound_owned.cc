// SPDX-License-Identifier: GPL-2.0
// A driver is attached for a time only, and an owner keeps what it owns as long as it likes.
// misuse: Drivers: a device whose driver is attached is kept, as if it stayed so
// rust: compile error: Device<Bound> is not AlwaysRefCounted (E0277)
// expect: error: .*(constraint|constraints)

#include <kernel/device.hpp>

using kernel::ARef;
using kernel::Device;
using kernel::device::Bound;

[[maybe_unused]] static void example(const Device<Bound>& device) {
#ifdef FAIL
  ARef<Device<Bound>> kept(device);
#else
  ARef<Device<>> kept(device);
#endif
}
