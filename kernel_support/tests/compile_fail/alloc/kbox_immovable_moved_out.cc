// SPDX-License-Identifier: GPL-2.0
// What cannot move stays in its box.
// misuse: Boxes: an object that others point to is moved out of its box
// rust: compile error: it is pinned (E0507)
// expect: error: use of deleted function .*Device\(Device&&

#include <kernel/alloc/kbox.hpp>
#include <kernel/types/opaque.hpp>

struct Device {
  kernel::Opaque<int> state;
};

[[maybe_unused]] static void example(kernel::KBox<Device> box) {
#ifdef FAIL
  Device device = std::move(*box);
  (void)device;
#else
  Device& device = *box;
  (void)device;
#endif
}
