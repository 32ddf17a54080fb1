// SPDX-License-Identifier: GPL-2.0
// What cannot move cannot leave a result that goes at once.
// misuse: Values and errors: taking out a value that cannot move
// rust: compile error: pinned data is not moved out
// expect: error: static assertion failed: a value that cannot move stays in its result: give the result a name first

#include <kernel/result.hpp>
#include <kernel/types/opaque.hpp>

struct Device {
  explicit Device(int number) : number(number) {}
  int number;
  kernel::Opaque<int> state;
};

[[maybe_unused]] static int example(kernel::Result<Device> (*make)()) {
#ifdef FAIL
  return make().value().number;
#else
  auto device = make();
  return device.value().number;
#endif
}
