// SPDX-License-Identifier: GPL-2.0
// C code knows the object by its address.
// misuse: Objects in place: an object that C links to is copied
// rust: compile error: it is pinned, and not Copy
// expect: error: use of deleted function .*Opaque\(const kernel::Opaque

#include <kernel/types/opaque.hpp>

struct Device {
  kernel::Opaque<int> state;
};

[[maybe_unused]] static void example(Device& device) {
#ifdef FAIL
  Device copy = device;
  (void)copy;
#else
  (void)device.state.as_raw();
#endif
}
