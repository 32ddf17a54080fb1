// SPDX-License-Identifier: GPL-2.0
// Nor can it move.
// expect: error: use of deleted function .*Opaque\(const kernel::Opaque

#include <kernel/types/opaque.hpp>

struct Device {
  kernel::Opaque<int> state;
};

[[maybe_unused]] static void example(Device& device) {
#ifdef FAIL
  Device moved = static_cast<Device&&>(device);
  (void)moved;
#else
  (void)device.state.as_raw();
#endif
}
