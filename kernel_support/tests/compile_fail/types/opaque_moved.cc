// SPDX-License-Identifier: GPL-2.0
// Nor can it move.
// misuse: Objects in place: an object that C links to is moved
// rust: compile error: it is pinned
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
