// SPDX-License-Identifier: GPL-2.0
// A vector that grows would move what cannot move.
// misuse: Vectors: growing would move what must not move
// rust: compile error: pinned objects do not move
// expect: error: static assertion failed: a Vec moves its elements when it grows: keep what cannot

#include <kernel/alloc/kbox.hpp>
#include <kernel/alloc/kvec.hpp>
#include <kernel/types/opaque.hpp>

struct Device {
  kernel::Opaque<int> state;
};

[[maybe_unused]] static void example() {
#ifdef FAIL
  kernel::KVec<Device> devices;
#else
  kernel::KVec<kernel::KBox<Device>> devices;
#endif
  devices.clear();
}
