// SPDX-License-Identifier: GPL-2.0
// Nor be overwritten.
// misuse: Objects in place: an object that C links to is overwritten
// rust: compile error: it is pinned
// expect: error: use of deleted function .*operator=\(const kernel::Opaque

#include <kernel/types/opaque.hpp>

struct Device {
  kernel::Opaque<int> state;
};

[[maybe_unused]] static void example(Device& device, Device& other) {
#ifdef FAIL
  device = other;
#else
  (void)device.state.as_raw();
  (void)other;
#endif
}
